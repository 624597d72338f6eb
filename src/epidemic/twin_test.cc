// The exact engine against its slow twin, which draws every probe: the same distributions.
#include <gtest/gtest.h>

#include "epidemic/sample_for_test.h"

namespace cordon::epidemic {
namespace {

constexpr int kRuns = 400;
// Passed once in 20,000 by chance, for each of the figures that are compared.
constexpr double kFar = 2.35;

struct Figures {
  std::vector<double> final_size, half_time, early, infectious, removed;
  void add(const Trajectory& t, double half) {
    final_size.push_back(t.summary.final_size);
    const double when = time_of(t, half);
    half_time.push_back(std::isnan(when) ? 1e9 : when);
    early.push_back(t.points[t.points.size() / 3].ever);
    infectious.push_back(t.points[t.points.size() / 2].infectious);
    removed.push_back(t.points.back().removed + t.points.back().patched);
  }
};

void expect_agreement(const Scenario& scenario) {
  const auto world = world_of(scenario);
  Exact exact(*world);
  Figures fast, slow;
  const double half = static_cast<double>(world->hosts()) / 2;
  for (int run = 0; run < kRuns; ++run) {
    fast.add(exact.run(static_cast<std::uint64_t>(run)), half);
    slow.add(run_probe_by_probe(*world, static_cast<std::uint64_t>(run)).trajectory, half);
  }
  EXPECT_LT(kolmogorov_smirnov(fast.final_size, slow.final_size), kFar) << "final size";
  EXPECT_LT(kolmogorov_smirnov(fast.half_time, slow.half_time), kFar) << "time to half";
  EXPECT_LT(kolmogorov_smirnov(fast.early, slow.early), kFar) << "infected early";
  EXPECT_LT(kolmogorov_smirnov(fast.infectious, slow.infectious), kFar) << "infectious midway";
  EXPECT_LT(kolmogorov_smirnov(fast.removed, slow.removed), kFar) << "removed or patched";
}

TEST(Twin, RandomTargets) { expect_agreement(small_scenario()); }

TEST(Twin, WouldTellAWormThatIsAFifthFaster) {
  Scenario faster = small_scenario();
  faster.worm.probes_per_second *= 1.2;
  const auto world = world_of(small_scenario()), other = world_of(faster);
  Exact exact(*other);
  Figures fast, slow;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    fast.add(exact.run(run), 20);
    slow.add(run_probe_by_probe(*world, run).trajectory, 20);
  }
  EXPECT_GT(kolmogorov_smirnov(fast.half_time, slow.half_time), kFar);
  EXPECT_GT(kolmogorov_smirnov(fast.infectious, slow.infectious), kFar);
}

TEST(Twin, LocalPreferenceOverThreeLengths) {
  Scenario scenario = small_scenario();
  scenario.worm.local = {{3, 0.3}, {5, 0.2}, {7, 0.1}};
  expect_agreement(scenario);
}

TEST(Twin, LocalPreferenceBehindTranslators) {
  Scenario scenario = small_scenario();
  scenario.population.behind_translators = 0.5;
  scenario.population.hosts_per_site = 4;
  scenario.initial = 6;
  scenario.worm.local = {{6, 0.5}};
  expect_agreement(scenario);
}

TEST(Twin, Sequential) {
  Scenario scenario = small_scenario();
  scenario.worm.targeting = strain::Targeting::sequential;
  scenario.worm.local = {{4, 0.4}};
  expect_agreement(scenario);
}

TEST(Twin, SequentialWithHostsThatFallAgain) {
  Scenario scenario = small_scenario();
  scenario.worm.targeting = strain::Targeting::sequential;
  scenario.care.cleansing = {{0, 0.02}};
  scenario.care.cleansed_immune = 0.3;
  expect_agreement(scenario);
}

TEST(Twin, Permutation) {
  Scenario scenario = small_scenario();
  scenario.worm.targeting = strain::Targeting::permutation;
  scenario.worm.latency = 5;
  expect_agreement(scenario);
}

TEST(Twin, StaticSeed) {
  Scenario scenario = small_scenario();
  scenario.worm.targeting = strain::Targeting::static_seed;
  scenario.worm.rate_spread = 0.7;
  scenario.horizon = 600;
  scenario.step = 20;
  expect_agreement(scenario);
}

TEST(Twin, HitListThenRandom) {
  Scenario scenario = small_scenario();
  scenario.worm.targeting = strain::Targeting::hit_list;
  scenario.worm.hit_list = 15;
  scenario.worm.success = 0.8;
  expect_agreement(scenario);
}

TEST(Twin, HitListThenPermutation) {
  Scenario scenario = small_scenario();
  scenario.worm.targeting = strain::Targeting::permutation;
  scenario.worm.hit_list = 10;
  expect_agreement(scenario);
}

TEST(Twin, LatencyUnequalRatesCongestionCleansingAndPatching) {
  Scenario scenario = small_scenario();
  scenario.worm.latency = 8;
  scenario.worm.links = {{0.3, 2}, {0.7, 0.3}};
  scenario.worm.network_capacity = 12;
  scenario.worm.success = 0.9;
  scenario.care.cleansing = {{0, 0.002}, {60, 0.02}};
  scenario.care.patching = {{40, 0.004}};
  scenario.care.patching_by_news = 0.0002;
  scenario.care.cleansed_immune = 0.5;
  expect_agreement(scenario);
}

TEST(Twin, ControlsThatBeginAndClocksOfHosts) {
  Scenario scenario = small_scenario();
  scenario.controls.content_filter_at = 70;
  scenario.controls.content_deployment = 0.6;
  scenario.controls.address_filter_after = 40;
  scenario.controls.address_filter_from = 30;
  scenario.controls.address_deployment = 0.8;
  scenario.controls.contact_limit_at = 20;
  scenario.controls.contact_limit = 0.4;
  scenario.controls.contact_limit_deployment = 0.5;
  scenario.controls.probe_budget = 60;
  scenario.controls.patched_before = 0.1;
  expect_agreement(scenario);
}

TEST(Twin, OrderedHostsThatAreSlowedAndFiltered) {
  Scenario scenario = small_scenario();
  scenario.worm.targeting = strain::Targeting::sequential;
  scenario.controls.contact_limit_at = 50;
  scenario.controls.contact_limit = 0.2;
  scenario.controls.content_filter_at = 80;
  scenario.controls.content_deployment = 0.5;
  scenario.controls.address_filter_after = 60;
  scenario.care.patching = {{30, 0.003}};
  expect_agreement(scenario);
}

TEST(Twin, DescribedNetworkWithAPortThatCloses) {
  Scenario scenario = small_scenario();
  Network network;
  const auto segment = [](const char* name, const char* cidr, std::uint64_t hosts,
                          std::uint64_t initial) {
    Segment s;
    s.name = name;
    s.cidr = *net::Prefix::parse(cidr);
    s.hosts = s.vulnerable = hosts;
    s.initial = initial;
    return s;
  };
  network.segments = {segment("a", "10.1.1.0/25", 12, 1), segment("b", "10.1.1.128/25", 12, 1),
                      segment("c", "10.1.2.0/24", 12, 0)};
  network.reaches = {{0, 1, {}}, {1, 2, {80, 81}}, {2, 0, {443}}};
  network.blocks = {{1, 2, 60, {80}}};
  scenario.network = network;
  scenario.worm.ports = {80};
  scenario.worm.local = {{16, 0.5}, {24, 0.5}};
  scenario.worm.probes_per_second = 1;
  expect_agreement(scenario);
}

}  // namespace
}  // namespace cordon::epidemic
