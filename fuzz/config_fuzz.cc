// Configurations of any text: read or refused with a place; what was read is listed, and the
// listing reads back as the same.
#include "base/check.h"
#include "config/listing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const auto read = config::parse_configuration(text_of(Bytes(data, size)), "fuzz.toml");
  if (!read) {
    CHECK(read.error().message().find('\n') == std::string::npos);
    return 0;
  }
  for (const char* host : {"10.1.2.3", "10.3.0.1", "192.0.2.1", "2001:db8::1"})
    (void)config::listing_of(*read, *net::Address::parse(host));
  const std::string listing = config::listing_of(*read);
  auto again = config::parse_configuration(listing, "listing.toml");
  CHECK(again.has_value());
  again->sifting_key = read->sifting_key;  // which is not written out
  CHECK(config::listing_of(*again) == listing);
  return 0;
}
