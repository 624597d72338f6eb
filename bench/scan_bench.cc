// What a contact costs in each scan test and in all of them together (scan/scan_watch.h).
#include <benchmark/benchmark.h>

#include "base/random.h"
#include "scan/scan_watch.h"

namespace {

using namespace cordon;
using namespace cordon::scan;

constexpr std::size_t kMany = 1 << 16;
constexpr std::uint64_t kSeed = 7;

// A busy site: 20,000 outsiders and 2,000 hosts of ours, each with a few servers; a tenth scans.
Opening busy(std::uint64_t i, Random& random) {
  Opening o;
  o.at = time_from_ns(1'000'000'000'000'000'000 + static_cast<std::int64_t>(i) * 20'000);
  o.frame = i;
  o.protocol = net::Protocol::tcp;
  o.ours = random.chance(0.3);
  o.client =
      net::Address::v4(o.ours ? 0x0a000000 + static_cast<std::uint32_t>(random.below(2000))
                              : 0xc0000000 + static_cast<std::uint32_t>(random.below(20'000)));
  const bool scans = o.client.low() % 10 == 0;
  o.server = net::Address::v4((o.ours && !scans ? 0x08000000 : 0x0a010000) +
                              static_cast<std::uint32_t>(random.below(scans ? 65536 : 1000)));
  o.port = scans ? 445 : random.chance(0.8) ? 443 : 80;
  o.outcome = random.chance(scans ? 0.02 : 0.95) ? Outcome::established : Outcome::unanswered;
  return o;
}

Opening flood(std::uint64_t i, Random& random) {
  Opening o = busy(i, random);
  o.ours = false;
  o.client = net::Address::v4(static_cast<std::uint32_t>(random.next()));
  o.server = net::Address::v4(static_cast<std::uint32_t>(random.next()));
  o.outcome = Outcome::unanswered;
  return o;
}

Opening sweep_of_ours(std::uint64_t i, Random& random) {
  Opening o = busy(i, random);
  o.ours = true;
  o.client = net::Address::v4(0x0a000001);
  o.server = net::Address::v4(static_cast<std::uint32_t>(i) * 2654435761U);
  o.outcome = Outcome::unanswered;
  return o;
}

std::vector<Opening> many(Opening (*next)(std::uint64_t, Random&)) {
  Random random(1);
  std::vector<Opening> all;
  for (std::size_t i = 0; i < kMany; ++i) all.push_back(next(i, random));
  return all;
}

// Calls `see` with each opening in turn, over and over, while time goes on.
template <typename See>
void over(benchmark::State& state, std::vector<Opening> openings, See&& see) {
  std::size_t i = 0;
  for (auto unused : state) {
    see(openings[i], i);
    openings[i].at += kMany * 20us;
    i = (i + 1) & (kMany - 1);
  }
  state.SetItemsProcessed(state.iterations());
}

std::vector<Keys> keys_of_all(const std::vector<Opening>& openings) {
  std::vector<Keys> keys;
  for (const Opening& o : openings) keys.push_back(keys_of(o, kSeed));
  return keys;
}

void keys(benchmark::State& state) {
  over(state, many(busy),
       [](const Opening& o, std::size_t) { benchmark::DoNotOptimize(keys_of(o, kSeed)); });
}
BENCHMARK(keys);

void first_contacts(benchmark::State& state) {
  const auto openings = many(flood);
  const auto keyed = keys_of_all(openings);
  FirstContacts table;
  over(state, openings, [&](const Opening& o, std::size_t i) {
    table.prefetch(keyed[(i + 16) & (kMany - 1)].contact);
    benchmark::DoNotOptimize(table.is_first(keyed[i].contact, o.at, !o.failed()));
  });
}
BENCHMARK(first_contacts);

void threshold_walk(benchmark::State& state) {
  const auto openings = many(busy);
  std::vector<ThresholdWalk> walks(1 << 16);
  const Steps steps = steps_of(kRemote);
  over(state, openings, [&](const Opening& o, std::size_t) {
    benchmark::DoNotOptimize(
        walks[o.client.low() & 0xffff].step({o.at, o.frame}, o.failed(), steps, {}));
  });
}
BENCHMARK(threshold_walk);

void reverse_walk(benchmark::State& state) {
  const auto openings = many(busy);
  std::vector<ReverseWalk<Mark>> walks(1 << 16);
  const Steps steps = steps_of(kTurning);
  over(state, openings, [&](const Opening& o, std::size_t) {
    benchmark::DoNotOptimize(
        walks[o.client.low() & 0xffff].step({o.at, o.frame}, o.failed(), steps, 9.9));
  });
}
BENCHMARK(reverse_walk);

void rate_test(benchmark::State& state) {
  const auto openings = many(busy);
  std::vector<RateTest> tests(1 << 16);
  over(state, openings, [&](const Opening& o, std::size_t) {
    benchmark::DoNotOptimize(tests[o.client.low() & 0xffff].step({o.at, o.frame}, {}));
  });
}
BENCHMARK(rate_test);

void vertical_scan(benchmark::State& state) {
  const auto openings = many(busy);
  std::vector<VerticalScan> scans(1 << 16);
  over(state, openings, [&](const Opening& o, std::size_t) {
    benchmark::DoNotOptimize(
        scans[o.client.low() & 0xffff].see(static_cast<std::uint32_t>(o.server.low()), o.failed()));
  });
}
BENCHMARK(vertical_scan);

void slow_scans(benchmark::State& state) {
  const auto openings = many(flood);
  const auto keyed = keys_of_all(openings);
  SlowScans scans;
  const Steps steps = steps_of(kRemote);
  over(state, openings, [&](const Opening& o, std::size_t i) {
    benchmark::DoNotOptimize(
        scans.see(keyed[i].client, keyed[i].server, {o.at, o.frame}, o.failed(), false, steps, {}));
  });
}
BENCHMARK(slow_scans);

void destination_health(benchmark::State& state) {
  const auto openings = many(flood);
  const auto keyed = keys_of_all(openings);
  DestinationHealth health;
  over(state, openings, [&](const Opening& o, std::size_t i) {
    health.prefetch(keyed[(i + 16) & (kMany - 1)]);
    health.prefetch_record(keyed[(i + 8) & (kMany - 1)]);
    benchmark::DoNotOptimize(health.judge(keyed[i], o));
  });
}
BENCHMARK(destination_health);

void protocol_graphs(benchmark::State& state) {
  const auto openings = many(busy);
  ProtocolGraphs graphs;
  over(state, openings, [&](const Opening& o, std::size_t) { graphs.see(o); });
}
BENCHMARK(protocol_graphs);

void all_of_them(benchmark::State& state, Opening (*next)(std::uint64_t, Random&)) {
  const auto openings = many(next);
  ScanWatch watch;
  over(state, openings, [&](const Opening& o, std::size_t) { watch.see(o); });
}
BENCHMARK_CAPTURE(all_of_them, busy_site, busy);
BENCHMARK_CAPTURE(all_of_them, seen_before, flood);

// Always first contacts: who and whom go on.
void nothing_but_scans(benchmark::State& state, Opening (*next)(std::uint64_t, Random&),
                       std::uint32_t client_step) {
  auto openings = many(next);
  ScanWatch watch;
  std::uint32_t server = 0, client = 0;
  over(state, openings, [&](Opening& o, std::size_t) {
    o.server = net::Address::v4(server += 0x9e3779b1);
    if (client_step != 0) o.client = net::Address::v4(client += client_step);
    watch.see(o);
  });
}
BENCHMARK_CAPTURE(nothing_but_scans, from_anywhere, flood, 0x85ebca6b);
BENCHMARK_CAPTURE(nothing_but_scans, from_one_of_ours, sweep_of_ours, 0);

}  // namespace
