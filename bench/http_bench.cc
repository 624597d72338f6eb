// What HTTP costs: a request and its response, read from a stream in segments; a body that nobody
// wants; the two readings of a URI.
#include <benchmark/benchmark.h>

#include <string>

#include "proto/http/reader.h"
#include "proto/http/uri.h"

namespace {

using namespace cordon;
using event::Side;

constexpr std::size_t kSegment = 1448;

const std::string kRequest =
    "GET /articles/2024/05/a-quiet-day.html?page=2 HTTP/1.1\r\nHost: www.example.org\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate\r\n"
    "Connection: keep-alive\r\n\r\n";
const std::string kAttack = "GET /scripts/..%255c../winnt/system32/cmd.exe?/c+dir HTTP/1.0\r\n\r\n";

std::string response_of(std::size_t body) {
  return "HTTP/1.1 200 OK\r\nDate: Mon, 06 May 2024 08:00:00 GMT\r\nServer: nginx/1.24.0\r\n"
         "Content-Type: text/html; charset=utf-8\r\nCache-Control: max-age=60\r\n"
         "Content-Length: " +
         std::to_string(body) + "\r\n\r\n" + std::string(body, 'x');
}

struct Counted final : event::Observer {
  void see(const event::HttpRequestSeen& e) override { seen += e.request.uri.size(); }
  void see(const event::HttpResponseSeen& e) override { seen += e.response.body.size(); }
  std::size_t seen = 0;
};

void say(proto::http::Reader& reader, event::Flow& flow, Side from, const std::string& text) {
  for (Bytes rest = bytes_of(text); !rest.empty(); rest = tail(rest, kSegment))
    reader.chunk({flow, from, {}, 0, head(rest, kSegment)});
}

void pairs(benchmark::State& state, const std::string& request, bool bodies) {
  const std::string response = response_of(static_cast<std::size_t>(state.range(0)));
  Counted counted;
  proto::Counters counters;
  const event::Demand demand{false, false, bodies, bodies};
  proto::Context context{demand, counted, counters};
  proto::http::Reader reader(context);
  event::Flow flow;
  for (auto _ : state) {
    say(reader, flow, Side::client, request);
    say(reader, flow, Side::server, response);
    benchmark::DoNotOptimize(counted.seen);
  }
  if (counters.http_malformed != 0 ||
      counters.http_responses != static_cast<std::uint64_t>(state.iterations()))
    state.SkipWithError("not every message was read");
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(request.size() + response.size()));
}

void BM_Pair(benchmark::State& state) { pairs(state, kRequest, false); }
void BM_PairWithBodies(benchmark::State& state) { pairs(state, kRequest, true); }
void BM_AttackPair(benchmark::State& state) { pairs(state, kAttack, false); }
BENCHMARK(BM_Pair)->Arg(0)->Arg(1000)->Arg(100'000);
BENCHMARK(BM_PairWithBodies)->Arg(1000)->Arg(100'000);
BENCHMARK(BM_AttackPair)->Arg(0);

using Reading = std::string_view (*)(std::string_view, std::string&);
void uri(benchmark::State& state, Reading reading, std::string_view target) {
  std::string scratch;
  for (auto _ : state) {
    benchmark::DoNotOptimize(target);
    benchmark::DoNotOptimize(reading(target, scratch));
  }
}
constexpr std::string_view kPlain = "/articles/2024/05/a-quiet-day.html?page=2";
constexpr std::string_view kNimda = "/scripts/..%255c../winnt/system32/cmd.exe?/c+dir";
BENCHMARK_CAPTURE(uri, normal_plain, proto::http::normal_uri, kPlain);
BENCHMARK_CAPTURE(uri, iis_plain, proto::http::iis_uri, kPlain);
BENCHMARK_CAPTURE(uri, normal_nimda, proto::http::normal_uri, kNimda);
BENCHMARK_CAPTURE(uri, iis_nimda, proto::http::iis_uri, kNimda);

}  // namespace

BENCHMARK_MAIN();
