// The exact engine: what a run costs over vulnerable hosts, targeting and record; and a
// straightforward simulation that draws every probe, for comparison.
//
// `hosts_per_s` are infections a second of CPU time; `probes` what a probe-by-probe simulation
// would draw until 99 % have fallen; `MiB` the process's memory at the end.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>

#include "absl/container/flat_hash_map.h"
#include "epidemic/aawp.h"
#include "epidemic/engine.h"
#include "epidemic/exact.h"

namespace {

using namespace cordon::epidemic;

double resident_mib() {
  long pages = 0, resident = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident) * 4096 / 1048576;
}

// Code Red v2 until all have fallen: smaller populations take longer, in proportion.
Scenario code_red(double vulnerable) {
  Scenario scenario;
  scenario.population.vulnerable = static_cast<std::uint64_t>(vulnerable);
  scenario.worm.probes_per_second = 5.97;
  scenario.horizon = 2 * 86400.0 * 360000 / vulnerable;
  scenario.step = scenario.horizon / 1440;
  return scenario;
}

void run(benchmark::State& state, const Scenario& scenario) {
  const auto world = build_world(scenario, 1);
  if (!world) return state.SkipWithError(world.error().message().c_str());
  Exact exact(**world);
  std::uint64_t seed = 0, events = 0;
  double infected = 0, probes = 0;
  for (auto _ : state) {
    const Trajectory run = exact.run(++seed);
    infected += run.summary.final_size;
    events += exact.events();
    for (const TrajectoryPoint& point : run.points)
      if (point.ever < 0.99 * run.summary.vulnerable) probes += point.probes * run.step;
  }
  state.counters["hosts_per_s"] = benchmark::Counter(infected, benchmark::Counter::kIsRate);
  state.counters["events"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kAvgIterations);
  state.counters["probes"] = benchmark::Counter(probes, benchmark::Counter::kAvgIterations);
  state.counters["MiB"] = resident_mib();
}

void exact_random(benchmark::State& state) {
  run(state, code_red(static_cast<double>(state.range(0))));
}

void exact_local(benchmark::State& state) {
  Scenario scenario = code_red(static_cast<double>(state.range(0)));
  scenario.worm.local = {{8, 0.5}, {16, 0.375}};
  scenario.population.layout = Layout::clustered;
  run(state, scenario);
}

void exact_with_all(benchmark::State& state) {
  Scenario scenario = code_red(360000);
  scenario.worm.latency = 1.5;
  scenario.worm.local = {{8, 0.5}, {16, 0.375}};
  scenario.population.layout = Layout::clustered;
  scenario.worm.rate_spread = 1;
  scenario.care.cleansing = {{0, 0.063 / 86400}};
  scenario.record = true;
  run(state, scenario);
}

void exact_ordered(benchmark::State& state) {
  Scenario scenario = code_red(360000);
  scenario.worm.targeting = static_cast<cordon::strain::Targeting>(state.range(0));
  run(state, scenario);
}

void building(benchmark::State& state) {
  const Scenario scenario = code_red(static_cast<double>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(build_world(scenario, 1));
}

void aawp(benchmark::State& state) {
  Scenario scenario = code_red(360000);
  if (state.range(0) > 0) {
    scenario.worm.local = {{8, 0.5}, {16, 0.375}};
    scenario.population.layout = Layout::clustered;
  }
  const auto world = build_world(scenario, 1);
  for (auto _ : state) benchmark::DoNotOptimize(run_aawp(**world));
}

// Every probe: who, where, is somebody there. Until one host in a hundred is infected.
void each_probe(benchmark::State& state) {
  const Scenario scenario = code_red(static_cast<double>(state.range(0)));
  const auto world = build_world(scenario, 1);
  absl::flat_hash_map<std::uint32_t, bool> infected_at;
  for (const std::uint32_t address : (*world)->population.addresses) infected_at[address] = false;
  std::uint64_t probes = 0, seed = 0;
  for (auto _ : state) {
    for (auto& [address, infected] : infected_at) infected = false;
    cordon::Random random(++seed);
    infected_at[(*world)->population.addresses[0]] = true;
    std::uint64_t infected = 1;
    double time = 0;
    while (infected < (*world)->hosts() / 100) {
      time += random.exponential(1 / (5.97 * static_cast<double>(infected)));
      ++probes;
      const auto at = infected_at.find(static_cast<std::uint32_t>(random.next() >> 32));
      if (at == infected_at.end() || at->second) continue;
      at->second = true;
      ++infected;
    }
    benchmark::DoNotOptimize(time);
  }
  state.counters["probes_per_s"] =
      benchmark::Counter(static_cast<double>(probes), benchmark::Counter::kIsRate);
  state.counters["MiB"] = resident_mib();
}

BENCHMARK(exact_random)
    ->RangeMultiplier(10)
    ->Range(1000, 10'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(exact_random)->Arg(360'000)->Unit(benchmark::kMillisecond);
BENCHMARK(exact_local)->Arg(36'000)->Arg(360'000)->Arg(3'600'000)->Unit(benchmark::kMillisecond);
BENCHMARK(exact_with_all)->Unit(benchmark::kMillisecond);
BENCHMARK(exact_ordered)
    ->Arg(static_cast<int>(cordon::strain::Targeting::sequential))
    ->Arg(static_cast<int>(cordon::strain::Targeting::permutation))
    ->Arg(static_cast<int>(cordon::strain::Targeting::static_seed))
    ->Unit(benchmark::kMillisecond);
BENCHMARK(building)->Arg(360'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(aawp)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(each_probe)->Arg(360'000)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
