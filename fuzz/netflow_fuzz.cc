// Any bytes as export messages of NetFlow and IPFIX, taken off the front one after the other as the
// reader of files does it, and each also as a message by itself.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/netflow.h"
#include "logs/recognisers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  logs::recognise_netflow(text, {});
  logs::NetflowParser parser, other;
  fuzz::Digest digest, again;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t length = logs::message_size(rest, true);
    if (length == logs::kNoMessage) break;
    CHECK(length > 0 && length <= rest.size());
    const std::size_t streamed = logs::message_size(rest);
    CHECK(streamed == 0 || streamed == length);
    digest.verdict(parser.read(rest.substr(0, length), digest));
    again.verdict(other.read(rest.substr(0, length), again));
    rest.remove_prefix(length);
  }
  CHECK(digest.sum == again.sum);
  parser.read(text, digest);
  return 0;
}
