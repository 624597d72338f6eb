#include "epidemic/threshold.h"

#include <gtest/gtest.h>

#include <cmath>

#include "epidemic/sample_for_test.h"

namespace cordon::epidemic {
namespace {

constexpr const char* kTwoSegments = R"(
name = "two"
between = "closed"
[[segment]]
name = "a"
cidr = "10.0.0.0/24"
hosts = 60
vulnerable = 50
infected = 1
[[segment]]
name = "b"
cidr = "10.0.1.0/24"
hosts = 60
vulnerable = 20
[[reach]]
from = "a"
to = "b"
)";

std::unique_ptr<const World> described(const char* toml, double same_slash16 = 0) {
  auto network = parse_network(toml, "test.toml");
  if (!network) std::fprintf(stderr, "%s\n", network.error().message().c_str());
  CHECK(network.has_value());
  Scenario scenario;
  scenario.network = std::move(*network);
  if (same_slash16 > 0) scenario.worm.local = {{16, same_slash16}};
  return world_of(std::move(scenario));
}

TEST(Threshold, OfRandomProbesIsTheDensity) {
  Scenario scenario;  // Code Red v2's: Sellke's 1 / p = 11,930
  scenario.population.vulnerable = 360'000;
  scenario.worm.probes_per_second = 358.0 / 60;
  const Threshold threshold = threshold_of(*world_of(scenario));
  // Only public addresses are vulnerable and all are probed.
  EXPECT_NEAR(threshold.probe_budget, 4294967296.0 / 360'000, 1);
  EXPECT_NEAR(threshold.reaction_time, 4294967296.0 / 360'000 / (358.0 / 60), 0.2);
}

TEST(Threshold, PatchesRaiseTheBudget) {
  Scenario scenario = small_scenario();
  const double before = threshold_of(*world_of(scenario)).probe_budget;
  scenario.controls.patched_before = 0.5;
  EXPECT_NEAR(threshold_of(*world_of(scenario)).probe_budget, 2 * before, before * 0.3);
}

// a infects a and b, b infects b only where the matrix is triangular: the larger diagonal counts.
TEST(Threshold, OfADescribedNetworkIsTheDominantEigenvalue) {
  const auto world = described(kTwoSegments, 1.0);
  const Threshold threshold = threshold_of(*world);
  EXPECT_NEAR(threshold.per_probe, 50.0 / 65536, 1e-6);
  const auto worths = patch_worths(*world, threshold);
  ASSERT_EQ(worths.size(), 2u);
  EXPECT_EQ(worths[0].segment, 0u);
  EXPECT_NEAR(worths[0].per_host, 1.0 / 50, 1e-4);
  EXPECT_NEAR(worths[1].per_host, 0, 1e-4);  // b leads nowhere but to itself
}

// The sensitivity against the obvious: patch one, and look.
TEST(Threshold, WorthIsWhatAPatchDoes) {
  std::string both = kTwoSegments;
  both += "[[reach]]\nfrom = \"b\"\nto = \"a\"\n";
  const auto world = described(both.c_str(), 1.0);
  const Threshold threshold = threshold_of(*world);
  auto patched = parse_network(both, "test.toml");
  ASSERT_TRUE(patched.has_value());
  patched->segments[1].patched = 1;
  Scenario scenario = world->scenario;
  scenario.network = *patched;
  const double after = threshold_of(*world_of(scenario)).per_probe;
  for (const PatchWorth& worth : patch_worths(*world, threshold)) {
    if (worth.segment != 1) continue;
    EXPECT_NEAR(1 - after / threshold.per_probe, worth.per_host, worth.per_host * 0.05);
  }
}

TEST(Threshold, NobodyWhoReachesAnybodyHasNone) {
  std::string alone = kTwoSegments;
  alone = alone.substr(0, alone.find("[[reach]]"));
  auto network = parse_network(alone, "test.toml");
  ASSERT_TRUE(network.has_value());
  for (Segment& segment : network->segments) segment.isolated = true;
  Scenario scenario;
  scenario.network = *network;
  const Threshold threshold = threshold_of(*world_of(scenario));
  EXPECT_EQ(threshold.per_probe, 0);
  EXPECT_EQ(threshold.reaction_time, kNever);
}

// Just above the threshold outbreaks grow, just below they die out: what it is for.
TEST(Threshold, ReactingWithinItHoldsTheWorm) {
  Scenario scenario = small_scenario();
  scenario.population.vulnerable = 400;
  scenario.population.address_bits = 16;
  scenario.worm.probes_per_second = 1;
  scenario.horizon = 20'000;
  scenario.step = 1000;
  const double time = threshold_of(*world_of(scenario)).reaction_time;
  double below = 0, above = 0;
  for (const double factor : {0.5, 2.0}) {
    scenario.controls.address_filter_after = factor * time;
    const auto world = world_of(scenario);
    Exact exact(*world);
    for (std::uint64_t run = 0; run < 60; ++run)
      (factor < 1 ? below : above) += exact.run(run).summary.final_size / 60;
  }
  EXPECT_LT(below, 8);    // R = 1/2: two hosts become four
  EXPECT_GT(above, 100);  // R = 2: most of them fall, unless it dies early
}

}  // namespace
}  // namespace cordon::epidemic
