// Any bytes as syslog that carries tables, W3C logs and IIS's.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/recognisers.h"
#include "logs/syslog.h"

namespace {

std::optional<cordon::logs::Format> inner(std::string_view first,
                                          const cordon::logs::Hints& hints) {
  if (auto w3c = cordon::logs::recognise_w3c(first, hints)) return w3c;
  if (auto table = cordon::logs::recognise_delimited(first, hints)) return table;
  return cordon::logs::recognise_iis_native(first, hints);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  const std::uint64_t once = fuzz::tell_lines(logs::recognise_syslog(text, {}, inner), text);
  CHECK(once == fuzz::tell_lines(logs::recognise_syslog(text, {}, inner), text));
  return 0;
}
