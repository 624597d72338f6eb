// The reader of LDAP: any bytes, in pieces whose sizes the input gives, never crash it, and its
// messages are within what was sent.
#include <algorithm>

#include "proto/ldap/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  event::Observer nobody;
  proto::Counters counters;
  const event::Demand demand;
  proto::Context context{demand, nobody, counters};
  proto::ldap::Reader reader(context);
  event::Flow flow;
  Bytes rest(data, size);
  while (rest.size() > 1) {
    const std::uint8_t head_byte = rest[0];
    const event::Side side = (head_byte & 1) != 0 ? event::Side::client : event::Side::server;
    const Bytes piece = head(rest.subspan(1), head_byte == 255 ? 4096 : head_byte);
    rest = rest.subspan(1 + piece.size());
    if ((head_byte & 0x3e) == 0x3e) reader.gap({flow, side, {}, 0, head_byte});
    if (!piece.empty()) proto::ldap::recognise(side, text_of(piece), flow);
    reader.chunk({flow, side, {}, 0, piece});
  }
  return 0;
}
