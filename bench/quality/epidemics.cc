// Simulated epidemics beside the figures that were published, and the engines beside each other.
//
//     build/release/bench/epidemics [RUNS]     # 100 runs of each, 1,000 for the agreement of
//     engines
//
// Everything comes from the catalogue's parameters, unless the line says otherwise.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>

#include "epidemic/aawp.h"
#include "epidemic/engine.h"
#include "epidemic/ensemble.h"
#include "epidemic/exact.h"
#include "strain/catalogue.h"

namespace {

using namespace cordon;
using namespace cordon::epidemic;

std::uint64_t g_runs = 100;

const strain::Strain& strain_of(const char* id) {
  static const auto catalogue = strain::Catalogue::built_in();
  return *catalogue->find(id);
}

template <class T>
T or_die(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().message());
  std::exit(2);
}

Scenario of(const char* id) { return or_die(scenario_of(strain_of(id))); }

void line(const std::string& worm, const std::string& what, const std::string& published,
          const std::string& ours) {
  fmt::print("{:<14} {:<44} {:<26} {}\n", worm, what, published, ours);
}

// Median, and the range in which nine runs of ten lie.
std::string range(std::vector<double> values, double unit, const char* name, int digits = 2) {
  const double low = quantile_of(values, 0.05), middle = quantile_of(values, 0.5),
               high = quantile_of(values, 0.95);
  return fmt::format("{:.{}f} {} ({:.{}f} to {:.{}f})", middle / unit, digits, name, low / unit,
                     digits, high / unit, digits);
}

std::vector<double> each(const Ensemble& ensemble, double TrajectorySummary::*figure) {
  std::vector<double> values;
  for (const TrajectorySummary& summary : ensemble.summaries) values.push_back(summary.*figure);
  return values;
}

Ensemble runs_of(const Scenario& scenario, std::uint64_t runs = 0) {
  const auto world = or_die(build_world(scenario, 1));
  EnsembleOptions options;
  options.runs = runs > 0 ? runs : g_runs;
  return or_die(run_ensemble(*world, options));
}

// When each run had infected so many, by its grid.
std::vector<double> times_of(const Scenario& scenario, double count) {
  const auto world = or_die(build_world(scenario, 1));
  Exact exact(*world);
  std::vector<double> times;
  for (std::uint64_t run = 0; run < g_runs; ++run) times.push_back(time_of(exact.run(run), count));
  return times;
}

void code_red() {
  Scenario scenario = of("codered.v2");
  scenario.care = {};  // within the day
  const Ensemble fan = runs_of(scenario);
  line("Code Red v2", "359,000 hosts", "in < 14 h", range(times_of(scenario, 359000), 3600, "h"));
  line("", "peak of new infections", "> 2,000 a minute",
       range(each(fan, &TrajectorySummary::peak_new_per_minute), 1, "a minute", 0));
  line("", "doubling, at 358 probes a minute", "37 min, or 23 min (K 1.8)",
       range(each(fan, &TrajectorySummary::doubling_time), 60, "min"));
  scenario.worm.probes_per_second = 5;
  line("", "doubling, at 5 probes a second", "",
       range(each(runs_of(scenario), &TrajectorySummary::doubling_time), 60, "min"));
  Scenario first = of("codered.v1");
  first.worm.latency = 0;
  line("Code Red v1", "hosts after 24 h, static seed", "stayed small",
       range(each(runs_of(first, 20), &TrajectorySummary::final_size), 1, "hosts", 0));
}

void slammer() {
  const Ensemble fan = runs_of(of("slammer"));
  line("Slammer", "doubling", "8.5 s (+-1)",
       range(each(fan, &TrajectorySummary::doubling_time), 1, "s"));
  line("", "90 % of the vulnerable", "within 10 min",
       range(each(fan, &TrajectorySummary::time_to_90_percent), 60, "min"));
  line("", "peak of probes", "55 million a second",
       range(each(fan, &TrajectorySummary::peak_probes_per_second), 1e6, "million a second"));
  std::vector<double> when;
  for (const TrajectoryPoint& point : fan.mean)
    if (point.probes * point.delivered >= 0.95 * 55e6) {
      when.push_back(point.time);
      break;
    }
  line("", "when the mean reaches the peak", "about 3 min", range(when, 60, "min"));
}

void witty() {
  Scenario scenario = of("witty");
  for (const double rate : {357.0, 640.0, 1000.0}) {
    scenario.worm.links = {{1, rate}};
    scenario.horizon = 4 * 3600;
    line(rate < 400 ? "Witty" : "",
         fmt::format("95 % of 12,000 hosts, {:.0f} probes a second", rate), "45 min, or 75",
         range(times_of(scenario, 0.95 * 12000), 60, "min"));
  }
}

void mirai_and_nimda() {
  const Ensemble mirai = runs_of(of("mirai"), std::min<std::uint64_t>(g_runs, 20));
  line("Mirai", "doubling", "76 min",
       range(each(mirai, &TrajectorySummary::doubling_time), 60, "min"));
  line("", "65,000 devices", "in 20 h", range(times_of(of("mirai"), 65000), 3600, "h"));
  Scenario nimda = of("nimda");
  const Ensemble fan = runs_of(nimda, std::min<std::uint64_t>(g_runs, 20));
  line("Nimda", "peak of active hosts", "160,000",
       range(each(fan, &TrajectorySummary::peak_infectious), 1, "hosts", 0));
  line("", "time of the peak", "7 h",
       range(each(fan, &TrajectorySummary::time_of_peak), 3600, "h"));
  line("", "addresses after 12 h", "450,000",
       fmt::format("{:.0f} (mean)", fan.mean[fan.mean.size() / 2].addresses));
}

// The share of Code Red II's infections whose infector is in the same /8, or /16.
void locality() {
  Scenario scenario = of("codered.ii");
  scenario.record = true;
  scenario.care = {};
  const auto world = or_die(build_world(scenario, 1));
  Exact exact(*world);
  const Trajectory run = exact.run(1);
  std::size_t all = 0, same16 = 0, same8 = 0;
  for (const Infection& infection : run.infections) {
    if (infection.by == kNoHost) continue;
    const std::uint32_t a = world->population.addresses[infection.host];
    const std::uint32_t b = world->population.addresses[infection.by];
    ++all;
    same16 += a >> 16 == b >> 16 ? 1 : 0;
    same8 += a >> 24 == b >> 24 && a >> 16 != b >> 16 ? 1 : 0;
  }
  line("Code Red II", "share of probes to own /16, own /8, anywhere", "3/8, 1/2, 1/8", "as given");
  line("", "share of infections from own /16, own /8", "",
       fmt::format("{:.1f} %, {:.1f} %",
                   100.0 * static_cast<double>(same16) / static_cast<double>(all),
                   100.0 * static_cast<double>(same8) / static_cast<double>(all)));
  line("", "half of the vulnerable", "",
       fmt::format("{:.2f} h", run.summary.time_to_50_percent / 3600));
}

// The largest reaction time (minutes) with which, in 95 runs of 100, at most 1 % of the vulnerable
// fall within 24 h.
double longest_reaction(Scenario scenario, bool by_content) {
  double low = 0, high = 600;
  while (high - low > 1) {
    const double minutes = (low + high) / 2;
    scenario.controls = {};
    if (by_content) {
      scenario.controls.content_filter_at = 60 * minutes;
    } else {
      scenario.controls.address_filter_after = 60 * minutes;
    }
    const auto world = or_die(build_world(scenario, 1));
    Exact exact(*world);
    int contained = 0;
    for (std::uint64_t run = 0; run < 100; ++run) {
      const double limit = 0.01 * static_cast<double>(world->hosts());
      contained += exact.run(run).summary.final_size <= limit ? 1 : 0;
    }
    (contained >= 95 ? low : high) = minutes;
  }
  return low;
}

void quarantine() {
  Scenario scenario;
  scenario.population.vulnerable = 360'000;
  scenario.worm.probes_per_second = 10;  // as in the paper
  scenario.step = 600;
  line("Quarantine", "reaction that holds Code Red below 1 %: address", "about 20 min",
       fmt::format("{:.0f} min", longest_reaction(scenario, false)));
  line("", "the same by content", "about 2 h",
       fmt::format("{:.0f} min", longest_reaction(scenario, true)));
}

void sellke() {
  Scenario scenario;
  scenario.population.vulnerable = 360'000;
  scenario.initial = 10;
  scenario.worm.probes_per_second = 6;
  scenario.controls.probe_budget = 10'000;
  scenario.horizon = 30 * 86400;
  scenario.step = 86400;
  const auto world = or_die(build_world(scenario, 1));
  Exact exact(*world);
  double sum = 0, squares = 0, below = 0;
  constexpr int kRuns = 10000;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    const double size = exact.run(run).summary.final_size;
    sum += size;
    squares += size * size;
    below += size < 360 ? 1 : 0;
  }
  const double mean = sum / kRuns;
  line("Sellke", "budget 10,000, 10 hosts at first: infected", "61.8 (mean)",
       fmt::format("{:.1f} (error of the mean {:.1f})", mean,
                   std::sqrt((squares / kRuns - mean * mean) / kRuns)));
  line("", "fewer than 360", "99.x %", fmt::format("{:.2f} %", 100 * below / kRuns));
}

void zou() {
  Scenario scenario;
  scenario.population.vulnerable = 1'000'000;
  scenario.initial = 1;
  scenario.worm.probes_per_second = 0.8 / 1e6 / 3600 * 4294967296.0;  // beta0 = 0.8/N an hour
  scenario.worm.slowdown = 3;
  scenario.care.cleansing = {{0, 0.05 / 3600}};
  scenario.care.patching_by_news = 0.06 / 1e6 / 3600;
  scenario.horizon = 80 * 3600;
  const auto curve = or_die(simulate(scenario, Engine::two_factor, 1));
  line("Zou", "two-factor, N = 1,000,000: peak", "394,767 at 27.6 h",
       fmt::format("{:.0f} at {:.2f} h", curve.summary.peak_infectious,
                   curve.summary.time_of_peak / 3600));
  line("", "ever infected; patched before", "763,119; 236,096",
       fmt::format("{:.0f}; {:.0f}", curve.points.back().ever, curve.points.back().patched));
  scenario.initial = 1000;
  const auto many = or_die(simulate(scenario, Engine::two_factor, 1));
  const Ensemble exact = runs_of(scenario, 20);
  line("", "peak from 1,000 hosts: exact, two-factor", "",
       fmt::format("{}; {:.0f}", range(each(exact, &TrajectorySummary::peak_infectious), 1, "", 0),
                   many.summary.peak_infectious));
}

// How far the mean of 1,000 exact runs is from AAWP, in errors of the mean, at its farthest.
void agreement() {
  Scenario scenario;
  scenario.population.vulnerable = 360'000;
  scenario.worm.probes_per_second = 5.97;
  scenario.worm.latency = 1.5;
  scenario.initial = 10'000;
  scenario.horizon = 8 * 3600;
  scenario.step = 600;
  const auto world = or_die(build_world(scenario, 1));
  const Trajectory curve = or_die(run_aawp(*world));
  const auto begin = std::chrono::steady_clock::now();
  const Ensemble exact = runs_of(scenario, 10 * g_runs);
  const double took =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  double farthest = 0, relative = 0;
  std::size_t within = 0, points = 0;
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const double error =
        exact.deviation[i].ever / std::sqrt(static_cast<double>(exact.summaries.size()));
    if (error <= 0) continue;
    const double off = (exact.mean[i].ever - curve.points[i].ever) / error;
    farthest = std::max(farthest, std::abs(off));
    relative = std::max(relative, std::abs(exact.mean[i].ever / curve.points[i].ever - 1));
    within += std::abs(off) <= 2 ? 1 : 0;
    ++points;
  }
  line("Engines", fmt::format("mean of {} exact runs beside AAWP", exact.summaries.size()),
       "within 2 errors",
       fmt::format("{} of {} points; farthest {:.2f} errors, {:.4f} %", within, points, farthest,
                   100 * relative));
  line("", "these runs took", "", fmt::format("{:.1f} s on all cores", took));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) g_runs = std::max<std::uint64_t>(1, std::strtoull(argv[1], nullptr, 10));
  const std::string_view part = argc > 2 ? argv[2] : "";
  constexpr std::pair<std::string_view, void (*)()> kParts[] = {
      {"codered", code_red},      {"slammer", slammer},   {"witty", witty},
      {"mirai", mirai_and_nimda}, {"locality", locality}, {"quarantine", quarantine},
      {"sellke", sellke},         {"zou", zou},           {"agreement", agreement}};
  line("worm", "figure", "published", "ours: median (nine of ten runs)");
  for (const auto& [name, run] : kParts)
    if (part.empty() || part == name) run();
  return 0;
}
