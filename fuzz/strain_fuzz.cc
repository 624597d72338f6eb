// Strain files of any text: read or refused with a place, never more.
#include "base/random.h"
#include "strain/bytes_text.h"
#include "strain/catalogue.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of(Bytes(data, size));
  (void)strain::parse_strain(text, "fuzz.toml");
  Random random(1);
  (void)strain::expand(text.substr(0, 4096), {"10.0.0.1", "10.0.0.2"}, random);
  return 0;
}
