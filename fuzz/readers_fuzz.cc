// All readers behind their one table: streams in pieces, holes, datagrams, in any order.
#include "proto/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  event::Observer nobody;
  proto::Readers readers({false, false, true, true}, nobody);
  event::Flow flow, datagrams;
  flow.protocol = net::Protocol::tcp;
  datagrams.protocol = net::Protocol::udp;
  Bytes rest(data, size);
  if (!rest.empty()) {
    constexpr std::uint16_t kPorts[] = {80, 445, 23, 21, 389, 1099, 53, 69};
    flow.server.port = kPorts[rest[0] % 8];
    datagrams.server.port = rest[0] % 2 == 0 ? 53 : 69;
    rest = rest.subspan(1);
  }
  while (rest.size() > 1) {
    const std::uint8_t what = rest[0];
    const event::Side side = (what & 1) != 0 ? event::Side::client : event::Side::server;
    const Bytes piece = head(rest.subspan(1), what == 255 ? 4096 : what);
    rest = rest.subspan(1 + piece.size());
    if (what % 32 == 31) readers.see(event::StreamGap{flow, side, {}, 0, what});
    if (what % 32 == 30) readers.see(event::Datagram{datagrams, side, {}, piece});
    readers.see(event::StreamChunk{flow, side, {}, 0, piece});
  }
  readers.see(event::FlowClosed{flow, {}, event::FlowClosed::Why::finished});
  return 0;
}
