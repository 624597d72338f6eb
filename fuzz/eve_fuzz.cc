// Any bytes as Suricata's EVE: line by line, and all of it as one object.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/eve.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  logs::EveParser first, second;
  CHECK(fuzz::tell_lines(first, text) == fuzz::tell_lines(second, text));
  fuzz::Digest digest;
  first.read(text, digest);
  return 0;
}
