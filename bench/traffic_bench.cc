// How fast a simulated darknet trace is made, and written to a memory file system.
#include <benchmark/benchmark.h>

#include "source/pcap_writer.h"
#include "strain/catalogue.h"
#include "traffic/darknet.h"

namespace {

using namespace cordon;

struct Nowhere final : traffic::FrameSink {
  void frame(Time, Bytes bytes) override { size += bytes.size() + 16; }
  std::uint64_t size = 0;
};
struct File final : traffic::FrameSink {
  explicit File(source::PcapWriter& w) : writer(w) {}
  void frame(Time time, Bytes bytes) override {
    writer.write(time, bytes);
    size += bytes.size() + 16;
  }
  source::PcapWriter& writer;
  std::uint64_t size = 0;
};

// 360,000 hosts that all probe at once, seen from a /8.
traffic::DarknetTruth see(const char* id, double seconds, traffic::FrameSink& sink) {
  static const auto catalogue = strain::Catalogue::built_in();
  std::vector<traffic::Source> sources;
  for (std::uint32_t i = 0; i < 360'000; ++i)
    sources.push_back({net::Address::v4(0x50000000 + i * 977), 0, 1e6, 5.0 + i % 12});
  traffic::DarknetOptions options;
  options.prefix = *net::Prefix::parse("44.0.0.0/8");
  options.longest = seconds;
  return *traffic::see_from_darknet(*catalogue->find(id), std::move(sources), options, sink);
}

void report(benchmark::State& state, std::uint64_t packets, std::uint64_t bytes) {
  state.counters["packets/s"] =
      benchmark::Counter(static_cast<double>(packets), benchmark::Counter::kIsRate);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void made(benchmark::State& state, const char* id) {
  std::uint64_t packets = 0, bytes = 0;
  for (auto _ : state) {
    Nowhere sink;
    packets += see(id, 300, sink).packets;
    bytes += sink.size;
  }
  report(state, packets, bytes);
}

void written(benchmark::State& state, const char* id) {
  std::uint64_t packets = 0, bytes = 0;
  for (auto _ : state) {
    auto writer = source::PcapWriter::open("/dev/shm/traffic_bench.pcap", {});
    File sink(*writer);
    packets += see(id, 300, sink).packets;
    bytes += sink.size;
    if (!writer->close()) state.SkipWithError("cannot write to /dev/shm");
  }
  std::remove("/dev/shm/traffic_bench.pcap");
  report(state, packets, bytes);
}

BENCHMARK_CAPTURE(made, codered, "codered.v2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(made, slammer, "slammer")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(written, codered, "codered.v2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(written, slammer, "slammer")->Unit(benchmark::kMillisecond);

}  // namespace
