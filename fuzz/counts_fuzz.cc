// Any bytes as a table of counts. What is read has steps of some length, in their bounds; and an
// estimate of a small one either says something finite or why it does not.
#include <cmath>

#include "base/check.h"
#include "epidemic/counts_csv.h"
#include "epidemic/early_warning.h"
#include "epidemic/growth.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  using namespace cordon::epidemic;
  const auto counts = parse_counts(text_of(Bytes(data, size)), "x.csv");
  if (!counts) {
    CHECK(!counts.error().remedy.empty());
    return 0;
  }
  CHECK(!counts->steps.empty() && counts->steps.size() <= kMostCountSteps);
  for (const auto& step : counts->steps) CHECK(step.length > 0 && std::isfinite(step.length));
  if (counts->steps.size() > 40) return 0;
  warn(*counts);
  const auto growth = fit_growth(*counts, Vantage::everything(), {});
  if (!growth) return 0;
  CHECK(growth->rate.known || !growth->rate.unknown_because.empty());
  if (growth->rate.known) CHECK(std::isfinite(growth->rate.known->q95));
  if (growth->vulnerable.known) CHECK(std::isfinite(growth->vulnerable.known->q95));
  return 0;
}
