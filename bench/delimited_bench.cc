// What a table costs: rows of flows and of requests, read into entries, a line at a time.
#include <benchmark/benchmark.h>

#include <string>

#include "logs/recognisers.h"

namespace {

using namespace cordon;

struct Counted final : logs::EntrySink {
  void entry(const logs::Entry& e) override { seen += e.client.port + e.target.size(); }
  std::size_t seen = 0;
};

std::string flows(char delimiter) {
  std::string text =
      "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,"
      "SrcBytes,SrcPkts,Label\n";
  for (int i = 0; i < 10'000; ++i)
    text += "2018/12/18 14:0" + std::to_string(i / 2000) + ":" + std::to_string(10 + i % 50) +
            ".527012,0.699716,tcp,192.0.2." + std::to_string(i % 256) + "," +
            std::to_string(1024 + i) + ",   ->,198.51.100." + std::to_string(i % 199) +
            ",445,SRPA_SPA,0,0,12,1340,700,6,flow=Background-Established-cmpgw-CVUT\n";
  for (char& c : text)
    if (c == ',') c = delimiter;
  return text;
}

std::string requests() {
  std::string text = "\"Host\",\"Date Time\",\"Method\",\"URL\",\"Response Code\",\"User Agent\"\n";
  for (int i = 0; i < 10'000; ++i)
    text += "\"192.0.2." + std::to_string(i % 256) + "\",\"2018-04-08 06:49:13\",\"GET\",\"/a/" +
            std::to_string(i) +
            "/index.html\",200,\"Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101\"\n";
  return text;
}

void read_table(benchmark::State& state, const std::string& text) {
  const auto format = logs::recognise_delimited(std::string_view(text).substr(0, 65536), {});
  Counted counted;
  for (auto _ : state) {
    std::string_view rest = text;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      format->parser->read(rest.substr(0, end), counted);
      rest.remove_prefix(end + 1);
    }
  }
  benchmark::DoNotOptimize(counted.seen);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void Argus(benchmark::State& state) { read_table(state, flows(',')); }
void ArgusTabs(benchmark::State& state) { read_table(state, flows('\t')); }
void Requests(benchmark::State& state) { read_table(state, requests()); }
BENCHMARK(Argus);
BENCHMARK(ArgusTabs);
BENCHMARK(Requests);

}  // namespace
