// Decoding a frame: the way of nearly every one (Ethernet, IPv4, TCP), and longer ones.
#include <benchmark/benchmark.h>

#include <vector>

#include "decode/decoder.h"

namespace {

using namespace cordon;

std::vector<std::uint8_t> ethernet_tcp(bool tagged, bool v6) {
  std::vector<std::uint8_t> f(12, 2);
  const auto put16 = [&](unsigned v) {
    f.push_back(static_cast<std::uint8_t>(v >> 8));
    f.push_back(static_cast<std::uint8_t>(v));
  };
  if (tagged) {
    put16(0x8100);
    put16(7);
  }
  put16(v6 ? 0x86dd : 0x0800);
  constexpr unsigned kPayload = 1000;
  if (v6) {
    put16(0x6000);
    put16(0);
    put16(20 + kPayload);
    put16(0x0640);
    for (int i = 0; i < 32; ++i) f.push_back(static_cast<std::uint8_t>(i));
  } else {
    put16(0x4500);
    put16(40 + kPayload);
    put16(1);
    put16(0x4000);
    put16(0x4006);
    put16(0);
    for (int i = 0; i < 8; ++i) f.push_back(static_cast<std::uint8_t>(10 + i));
  }
  put16(40000);
  put16(80);
  for (int i = 0; i < 4; ++i) put16(static_cast<unsigned>(i));
  put16(0x5018);
  put16(0xffff);
  put16(0);
  put16(0);
  f.resize(f.size() + kPayload, 'x');
  return f;
}

void decode(benchmark::State& state, const std::vector<std::uint8_t>& bytes) {
  decode::Decoder decoder;
  net::Frame frame;
  frame.bytes = bytes;
  frame.wire_length = static_cast<std::uint32_t>(bytes.size());
  for (auto _ : state) {
    ++frame.number;
    const decode::Packet packet = decoder.decode(frame);
    benchmark::DoNotOptimize(packet.payload.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void EthernetIpv4Tcp(benchmark::State& state) { decode(state, ethernet_tcp(false, false)); }
void VlanIpv4Tcp(benchmark::State& state) { decode(state, ethernet_tcp(true, false)); }
void EthernetIpv6Tcp(benchmark::State& state) { decode(state, ethernet_tcp(false, true)); }
BENCHMARK(EthernetIpv4Tcp);
BENCHMARK(VlanIpv4Tcp);
BENCHMARK(EthernetIpv6Tcp);

}  // namespace
