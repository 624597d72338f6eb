// Any bytes as a W3C extended log, and as IIS's native one.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/recognisers.h"
#include "logs/w3c.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  logs::recognise_w3c(text, {});
  logs::recognise_iis_native(text, {});
  logs::W3cParser first, second;
  CHECK(fuzz::tell_lines(first, text) == fuzz::tell_lines(second, text));
  logs::IisNativeParser native;
  fuzz::tell_lines(native, text);
  return 0;
}
