// Content sifting: fingerprints alone, and from stream bytes to suspicions, on HTTP-like requests
// and responses. Rates are of bytes that are looked at.
#include <benchmark/benchmark.h>

#include <string>

#include "base/random.h"
#include "sift/sifter.h"

namespace cordon::sift {
namespace {

// A request as browsers send them: much of it is everybody's, some of it is its own.
std::string request(Random& random) {
  std::string text =
      "GET /shop/item?id=" + std::to_string(random.below(100'000)) +
      "&session=" + std::to_string(random.next()) +
      " HTTP/1.1\r\nHost: www.example.net\r\nUser-Agent: Mozilla/5.0 (X11; Linux "
      "x86_64; rv:115.0) Gecko/20100101 Firefox/115.0\r\nAccept: text/html,"
      "application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: "
      "en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n";
  return text + "Cookie: id=" + std::to_string(random.next()) + "\r\n\r\n";
}

std::string response(Random& random) {
  std::string text = "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\n\r\n";
  for (int i = 0; i < 700; ++i)
    text += "<li class=\"item\">" + std::to_string(random.below(100'000)) + "</li>\n";
  return text;
}

void winnowed(benchmark::State& state) {
  const Roller roller(7);
  Random random(1);
  const std::string bytes = response(random);
  std::vector<std::uint64_t> selected;
  for (auto _ : state) {
    selected.clear();
    winnow(roller, bytes_of(bytes), Grain::coarse, selected);
    benchmark::DoNotOptimize(selected.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}
BENCHMARK(winnowed);

// Requests of about 0.5 kB and responses of 16 KiB, in segments.
void sifted(benchmark::State& state) {
  Random random(1);
  std::vector<std::string> requests, responses;
  for (int i = 0; i < 512; ++i) requests.push_back(request(random));
  for (int i = 0; i < 64; ++i) responses.push_back(response(random));
  Sampler sampler(7);
  Sampler* const samplers[] = {&sampler};
  Sifter sifter;
  std::uint64_t flows = 0, frame = 0;
  std::int64_t bytes = 0;
  const auto send = [&](event::Flow& flow, event::Side from, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += 1460)
      sampler.see(event::StreamChunk{flow,
                                     from,
                                     {time_from_ns(++frame * 1000), frame},
                                     at,
                                     head(tail(bytes_of(text), at), 1460)});
    bytes += static_cast<std::int64_t>(text.size());
  };
  for (auto _ : state) {
    event::Flow flow;
    flow.id = mix(++flows);
    flow.protocol = net::Protocol::tcp;
    flow.client = {net::Address::v4(0x0a000000 + static_cast<std::uint32_t>(random.below(4000))),
                   4};
    flow.server = {net::Address::v4(0x0b000000 + static_cast<std::uint32_t>(random.below(40))), 80};
    send(flow, event::Side::client, requests[random.below(requests.size())]);
    send(flow, event::Side::server, responses[random.below(responses.size())]);
    if (flows % 1024 == 0) sifter.take(samplers);
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(sifted);

}  // namespace
}  // namespace cordon::sift
