// Any bytes as pools of flows: what comes out keeps to what it says of itself.
//
// A flow is a byte of pool and hosts, a length and its bytes; clean flows are put in again and
// again until there are enough to measure on.
#include <cmath>
#include <cstdlib>

#include "base/cursor.h"
#include "siggen/generate.h"
#include "siggen/rule_text.h"

namespace {

using namespace cordon;

void check(const siggen::Signature& made, const siggen::Pools& pools) {
  if (made.parts.empty() || made.parts.size() > siggen::kMostParts) std::abort();
  if (made.rarest >= made.parts.size()) std::abort();
  for (const siggen::Part& part : made.parts)
    if (part.bytes.empty() || part.bytes.size() > siggen::kMostContent) std::abort();
  std::size_t covered = 0, clean = 0;
  for (const siggen::Sample& sample : pools.suspicious)
    covered += siggen::matches(made, sample.payload);
  for (const Bytes flow : pools.clean) clean += siggen::matches(made, flow);
  if (covered != made.counts.covered || covered < 2) std::abort();
  if (clean != made.counts.false_matches || clean != 0) std::abort();
  if (made.counts.senders < 2 || made.counts.receivers < 2) std::abort();
  if (!(made.counts.estimated > 0 && made.counts.estimated <= 1e-6)) std::abort();
  const std::string rule = siggen::rule_text(made, {.port = 80, .sid = 1});
  for (const char c : rule)
    if (c < ' ' || c > '~') std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Cursor cursor{Bytes(data, size)};
  std::vector<siggen::Sample> suspicious;
  std::vector<Bytes> clean;
  while (cursor.left() > 0) {
    const std::uint8_t kind = cursor.u8();
    const std::size_t length = cursor.u8() * std::size_t{4};
    const Bytes bytes = cursor.take(std::min(length, cursor.left()));
    if (kind % 2 == 0)
      suspicious.push_back({bytes, kind / 2U % 8U, kind / 16U});
    else
      clean.push_back(bytes);
  }
  const std::size_t distinct = clean.size();
  while (distinct > 0 && clean.size() < 50) clean.push_back(clean[clean.size() % distinct]);
  std::string known;
  for (const siggen::Sample& sample : suspicious) known = std::string(text_of(sample.payload));
  const std::vector<siggen::KnownContent> strains{{"known", {known}}};
  const siggen::Pools pools{suspicious, clean, strains};
  const auto made = siggen::generate_variants(pools, {});
  if (!made) return made.error().message().empty() ? (std::abort(), 0) : 0;
  for (const siggen::Signature& signature : *made) check(signature, pools);
  return 0;
}
