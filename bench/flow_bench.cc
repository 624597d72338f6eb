// Adding an in-order segment of an established TCP flow to a table of a few thousand.
#include <benchmark/benchmark.h>

#include <vector>

#include "flow/table.h"

namespace {

using namespace cordon;

void InOrderSegment(benchmark::State& state) {
  event::Observer nobody;
  flow::Table table({}, {}, nobody);
  const std::vector<std::uint8_t> payload(1448, 'x');
  std::vector<decode::Packet> packets(4096);
  for (std::size_t i = 0; i < packets.size(); ++i) {
    decode::Packet& p = packets[i];
    p.depth = decode::Depth::transport;
    p.protocol = net::Protocol::tcp;
    p.source = net::Address::v4(0x0a000001);
    p.destination = net::Address::v4(static_cast<std::uint32_t>(0xc0a80000 + i));
    p.source_port = 80;
    p.destination_port = 40000;
    p.tcp_flags = decode::kAck;
    p.payload = payload;
  }
  std::size_t next = 0;
  std::uint64_t frame = 0;
  for (auto _ : state) {
    decode::Packet& p = packets[next++ % packets.size()];
    p.frame = ++frame;
    table.add(p);
    p.sequence += static_cast<std::uint32_t>(payload.size());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(InOrderSegment);

}  // namespace
