#include "epidemic/telescope.h"

#include <gtest/gtest.h>

#include "epidemic/sample_for_test.h"

namespace cordon::epidemic {
namespace {

// 20,000 vulnerable among 2^24: grown up after 2,000 s.
Scenario recorded() {
  Scenario scenario;
  scenario.population.vulnerable = 20'000;
  scenario.population.address_bits = 24;
  scenario.initial = 200;
  scenario.worm.probes_per_second = 6;
  scenario.horizon = 3600;
  scenario.step = 10;
  scenario.record = true;
  return scenario;
}

double packets_of(const Telescope& telescope, const World& world, const Trajectory& run) {
  const auto seen = seen_by(telescope, world, run, 1);
  double sum = 0;
  for (const TelescopeBin& bin : *seen) sum += static_cast<double>(bin.packets);
  return sum;
}

TEST(Telescope, SeesTheShareOfProbesThatItsSizeIs) {
  const auto world = world_of(recorded());
  const Trajectory run = Exact(*world).run(3);
  const auto seen = seen_by({8, std::nullopt, 60, 0}, *world, run, 1);
  ASSERT_TRUE(seen) << seen.error().message();
  ASSERT_EQ(seen->size(), 60u);
  double sent = 0, packets = 0, ever = 0;
  for (std::size_t bin = 0; bin < seen->size(); ++bin) {
    double here = 0;
    for (std::size_t i = 6 * bin; i < 6 * bin + 6; ++i)
      here += 10 * (run.points[i].probes + run.points[i + 1].probes) / 2;
    sent += here;
    packets += static_cast<double>((*seen)[bin].packets);
    ever += static_cast<double>((*seen)[bin].new_sources);
    EXPECT_NEAR(static_cast<double>((*seen)[bin].packets), here / 256,
                6 * std::sqrt(here / 256) + 10);
    EXPECT_LE((*seen)[bin].new_sources, (*seen)[bin].sources);
    EXPECT_LE((*seen)[bin].sources, (*seen)[bin].packets);
  }
  EXPECT_NEAR(packets, sent / 256, 5 * std::sqrt(sent / 256));
  // All probe through the last bins: so many are seen in one.
  const double n = run.summary.final_size, p = -std::expm1(-6.0 / 256 * 60);
  EXPECT_NEAR(static_cast<double>(seen->back().sources), n * p, 6 * std::sqrt(n * p * (1 - p)));
  EXPECT_LE(ever, n);
  EXPECT_GT(ever, 0.99 * n);
}

TEST(Telescope, CountsAddressesWhereTheyChange) {
  Scenario scenario = recorded();
  scenario.worm.address_changes_per_day = 48;
  const auto world = world_of(scenario);
  const Trajectory run = Exact(*world).run(3);
  const auto seen = seen_by({4, std::nullopt, 600, 0}, *world, run, 1);
  ASSERT_TRUE(seen);
  double sources = 0;
  for (const TelescopeBin& bin : *seen) sources += static_cast<double>(bin.new_sources);
  EXPECT_GT(sources, 1.3 * run.summary.final_size);
  EXPECT_NEAR(sources / run.points.back().addresses, 1, 0.03);
}

TEST(Telescope, SeesMoreOfALocalWormFromNearby) {
  Scenario scenario = recorded();
  scenario.worm.local = {{4, 0.6}};
  const auto world = world_of(scenario);
  const Trajectory run = Exact(*world).run(3);
  // A sixteenth of the hosts send six tenths of their probes to the sixteenth where it is.
  const double near = packets_of({8, 0x100000, 60, 0}, *world, run);
  const double far = packets_of({8, std::nullopt, 60, 0}, *world, run);
  EXPECT_NEAR(near / far, (0.4 + 0.6) / 0.4, 0.1);
}

TEST(Telescope, LeavesOutWhatItLosesAndRefusesWhatItCannotKnow) {
  Scenario scenario = recorded();
  const auto world = world_of(scenario);
  const Trajectory run = Exact(*world).run(3);
  const double all = packets_of({8, std::nullopt, 60, 0}, *world, run);
  const double half = packets_of({8, std::nullopt, 60, 0.5}, *world, run);
  EXPECT_NEAR(half / all, 0.5, 0.02);
  EXPECT_FALSE(seen_by({0, std::nullopt, 60, 0}, *world, run, 1));
  EXPECT_FALSE(seen_by({8, std::nullopt, 0, 0}, *world, run, 1));
  EXPECT_FALSE(seen_by({8, std::nullopt, 60, 0}, *world, Trajectory{}, 1));
  scenario.worm.targeting = strain::Targeting::sequential;
  EXPECT_FALSE(seen_by({8, std::nullopt, 60, 0}, *world_of(scenario), run, 1));
}

}  // namespace
}  // namespace cordon::epidemic
