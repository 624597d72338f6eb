// Published figures, small enough for a sanitized build. bench/quality/epidemics.cc has the rest.
#include <gtest/gtest.h>

#include "epidemic/engine.h"
#include "epidemic/ensemble.h"
#include "epidemic/sample_for_test.h"
#include "strain/catalogue.h"

namespace cordon::epidemic {
namespace {

Scenario of(const char* id) {
  static const auto catalogue = strain::Catalogue::built_in();
  return *scenario_of(*catalogue->find(id));
}

// Moore, Shannon, Brown 2002: more than 359,000 hosts in less than 14 hours, more than 2,000 a
// minute at the peak. Staniford, Paxson, Weaver 2002: K = 1.8 an hour, doubling in 23 minutes.
TEST(Published, CodeRed) {
  Scenario scenario = of("codered.v2");
  scenario.care = {};
  const auto world = world_of(scenario);
  const Trajectory run = Exact(*world).run(1);
  EXPECT_LT(time_of(run, 359'000), 14 * 3600);
  EXPECT_GT(run.summary.peak_new_per_minute, 2000);
  EXPECT_NEAR(run.summary.doubling_time, 23.1 * 60, 5 * 60);
  EXPECT_GT(run.summary.final_size, 359'000);  // at midnight it turned to flooding
}

// The first Code Red's copies all try one list: the second never gets ahead of the first.
TEST(Published, CodeRedOneStaysSmall) {
  Scenario scenario = of("codered.v1");
  scenario.population.vulnerable = 36'000;
  const auto world = world_of(scenario);
  EXPECT_LT(Exact(*world).run(1).summary.final_size, 40);
}

// Moore, Paxson, Savage, Shannon, Staniford, Weaver 2003.
TEST(Published, Slammer) {
  const auto world = world_of(of("slammer"));
  std::vector<double> doubling, ninety;
  Exact exact(*world);
  for (std::uint64_t run = 0; run < 5; ++run) {
    const TrajectorySummary summary = exact.run(run).summary;
    doubling.push_back(summary.doubling_time);
    ninety.push_back(summary.time_to_90_percent);
    EXPECT_NEAR(summary.peak_probes_per_second, 55e6, 1);
  }
  EXPECT_NEAR(quantile_of(doubling, 0.5), 8.5, 1.5);
  EXPECT_LT(quantile_of(ninety, 0.5), 600);
}

// Zou, Gong, Towsley 2002, N = 1,000,000, beta0 = 0.8/N, eta = 3, gamma = 0.05, mu = 0.06/N an
// hour. The figures are the integral of their equations.
TEST(Published, TwoFactor) {
  Scenario scenario;
  scenario.population.vulnerable = 1'000'000;
  scenario.worm.probes_per_second = 0.8 / 1e6 / 3600 * 4294967296.0;
  scenario.worm.slowdown = 3;
  scenario.care.cleansing = {{0, 0.05 / 3600}};
  scenario.care.patching_by_news = 0.06 / 1e6 / 3600;
  scenario.horizon = 80 * 3600;
  const auto curve = simulate(scenario, Engine::two_factor, 1);
  ASSERT_TRUE(curve);
  EXPECT_NEAR(curve->summary.peak_infectious, 394'643, 10);
  EXPECT_NEAR(curve->summary.time_of_peak / 3600, 27.55, 0.05);
  EXPECT_NEAR(curve->points.back().ever, 763'084, 10);
  EXPECT_NEAR(curve->points.back().patched, 236'131, 10);
}

// Moore, Shannon, Voelker, Savage 2003, at a hundredth of the population and a hundred times the
// rate, which keeps all times: with blocking by address after 15 minutes a Code Red of 10 probes a
// second stays below 1 %, after 30 it does not; by content, after an hour and after five.
TEST(Published, QuarantineByAddressAndByContent) {
  const auto final_share = [](auto change) {
    Scenario scenario;
    scenario.population.vulnerable = 3600;
    scenario.worm.probes_per_second = 1000;
    scenario.step = 600;
    change(scenario.controls);
    const auto world = world_of(scenario);
    Exact exact(*world);
    double most = 0;
    for (std::uint64_t run = 0; run < 20; ++run)
      most = std::max(most, exact.run(run).summary.final_size / 3600);
    return most;
  };
  EXPECT_LT(final_share([](Controls& c) { c.address_filter_after = 15 * 60; }), 0.05);
  EXPECT_GT(final_share([](Controls& c) { c.address_filter_after = 30 * 60; }), 0.3);
  EXPECT_LT(final_share([](Controls& c) { c.content_filter_at = 20 * 60; }), 0.05);
  EXPECT_GT(final_share([](Controls& c) { c.content_filter_at = 5 * 3600; }), 0.5);
}

// Sellke, Shroff, Bagchi 2008: M = 10,000 probes a host, 10 hosts at first, V = 360,000: a total of
// 61.8 in the mean, below 360 nearly always. A tenth of hosts, ten times the budget: the same.
TEST(Published, ScanBudget) {
  Scenario scenario;
  scenario.population.vulnerable = 36'000;
  scenario.initial = 10;
  scenario.worm.probes_per_second = 60;
  scenario.controls.probe_budget = 100'000;
  scenario.horizon = 10 * 86400;
  scenario.step = 86400;
  const auto world = world_of(scenario);
  Exact exact(*world);
  double sum = 0, squares = 0;
  int below = 0;
  constexpr int kRuns = 600;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    const double size = exact.run(run).summary.final_size;
    sum += size;
    squares += size * size;
    below += size < 360 ? 1 : 0;
  }
  const double mean = sum / kRuns, error = std::sqrt((squares / kRuns - mean * mean) / kRuns);
  EXPECT_NEAR(mean, 61.8, 4 * error);
  EXPECT_GE(below, kRuns * 0.99);
}

}  // namespace
}  // namespace cordon::epidemic
