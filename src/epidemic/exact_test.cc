// The exact engine: calendar, record, infectors, doors, addresses; and the placing of hosts.
#include "epidemic/exact.h"

#include <gtest/gtest.h>

#include "epidemic/sample_for_test.h"
#include "strain/catalogue.h"

namespace cordon::epidemic {
namespace {

Scenario of(const char* id) {
  static const auto catalogue = strain::Catalogue::built_in();
  return *scenario_of(*catalogue->find(id));
}

TEST(Calendar, CodeRedRestsFromTheTwentiethOn) {
  Scenario scenario = of("codered.v2");
  scenario.population.vulnerable = 20'000;
  scenario.initial = 500;
  scenario.start = Time(std::chrono::seconds(995'536'800));  // 2001-07-19 10:00
  scenario.horizon = 15 * 86400;
  scenario.step = 3600;
  scenario.care = {};
  scenario.worm.wrong_clock = 0;
  const auto world = world_of(scenario);
  const Trajectory run = Exact(*world).run(1);
  const auto at = [&](double hours) { return run.points[static_cast<std::size_t>(hours)]; };
  EXPECT_GT(at(13).ever, at(1).ever);
  EXPECT_GT(at(13).probes, 0);
  EXPECT_EQ(at(15).probes, 0);           // 01:00 on the 20th
  EXPECT_EQ(at(15).ever, at(300).ever);  // 22:00 on the 31st
  EXPECT_GT(at(303).probes, 0);          // 01:00 on the 1st
  EXPECT_GT(at(360).ever, at(300).ever);
}

TEST(Exact, IsTheSameWithAndWithoutARecordWhichIsATree) {
  Scenario scenario = small_scenario();
  scenario.population.vulnerable = 200;
  scenario.worm.latency = 4;
  scenario.worm.rate_spread = 1;
  scenario.worm.local = {{4, 0.5}};
  scenario.care.cleansing = {{0, 0.01}};
  scenario.care.cleansed_immune = 0.5;
  const auto plain = world_of(scenario);
  scenario.record = true;
  const auto recorded = world_of(scenario);
  const Trajectory a = Exact(*plain).run(9), b = Exact(*recorded).run(9);
  ASSERT_EQ(a.points.size(), b.points.size());
  for (std::size_t i = 0; i < a.points.size(); ++i) {
    EXPECT_EQ(a.points[i].ever, b.points[i].ever);
    EXPECT_EQ(a.points[i].probes, b.points[i].probes);
  }
  ASSERT_EQ(static_cast<double>(b.infections.size()), b.summary.final_size);
  std::vector<const Infection*> last(200, nullptr);
  double time = 0;
  std::size_t without = 0;
  for (const Infection& infection : b.infections) {
    EXPECT_GE(infection.time, time);
    EXPECT_GE(infection.onset, infection.time);
    time = infection.time;
    if (infection.by == kNoHost) {
      ++without;
    } else {
      const Infection* by = last[infection.by];
      ASSERT_NE(by, nullptr);
      EXPECT_LE(by->onset, infection.time);
      EXPECT_GE(by->end, infection.time);
    }
    last[infection.host] = &infection;
  }
  EXPECT_EQ(without, scenario.initial);
}

// Hosts that probe faster infect more, in proportion.
TEST(Exact, InfectorsAreDrawnInProportionToTheirRates) {
  Scenario scenario;
  scenario.population.vulnerable = 4000;
  scenario.population.address_bits = 20;
  scenario.initial = 1000;
  scenario.worm.links = {{0.5, 1}, {0.5, 9}};
  scenario.horizon = 300;
  scenario.step = 300;
  scenario.record = true;
  const auto world = world_of(scenario);
  double fast = 0, all = 0;
  for (const Infection& infection : Exact(*world).run(1).infections) {
    if (infection.by == kNoHost) continue;
    all += 1;
    fast += world->units_of(infection.by) > kUnitsOfMean ? 1 : 0;
  }
  EXPECT_NEAR(fast / all, 0.9, 5 * std::sqrt(0.09 / all));
}

TEST(Exact, DoorsLeftOpenAreAnotherWormsHosts) {
  Scenario scenario;
  scenario.population.vulnerable = 500;
  scenario.population.address_bits = 16;
  scenario.initial = 100;
  scenario.horizon = 100;
  scenario.step = 100;
  scenario.record = true;
  const auto world = world_of(scenario);
  const Trajectory run = Exact(*world).run(1);
  const auto doors = doors_left_open(*world, run, 1, 1);
  EXPECT_EQ(static_cast<double>(doors.size()), run.summary.final_size);
  scenario.population.also = doors;
  const auto next = world_of(scenario, 2);
  EXPECT_GT(next->hosts(), 500u);
  EXPECT_TRUE(std::includes(next->population.addresses.begin(), next->population.addresses.end(),
                            doors.begin(), doors.end()));
}

TEST(Exact, AddressesOutnumberHostsWhereTheyChange) {
  Scenario scenario = of("nimda");
  scenario.population.vulnerable = 2000;
  scenario.initial = 2000;
  scenario.care = {};
  const auto world = world_of(scenario);
  const Trajectory run = Exact(*world).run(1);
  EXPECT_NEAR(run.points.back().addresses, 2000 * (1 + scenario.worm.address_changes_per_day), 500);
}

TEST(Population, IsPublicDistinctAndSorted) {
  for (const Layout layout : {Layout::uniform, Layout::clustered}) {
    PopulationPlan plan;
    plan.vulnerable = 20'000;
    plan.layout = layout;
    plan.behind_translators = 0.25;
    const auto population = populate(plan, 3);
    ASSERT_TRUE(population);
    EXPECT_EQ(population->size(), 20'000u);
    EXPECT_EQ(population->public_hosts(), 15'000u);
    EXPECT_EQ(population->site_begin.back(), 20'000u);
    std::size_t slash16s = 1;
    for (Host host = 1; host < population->public_hosts(); ++host) {
      const std::uint32_t before = population->addresses[host - 1],
                          here = population->addresses[host];
      ASSERT_LT(before, here);
      ASSERT_FALSE(net::Address::v4(here).is_private());
      slash16s += before >> 16 != here >> 16 ? 1 : 0;
    }
    EXPECT_EQ(layout == Layout::uniform, slash16s > 11'000) << slash16s;
  }
  PopulationPlan plan;
  plan.behind_translators = 2;
  EXPECT_FALSE(populate(plan, 1));
}

}  // namespace
}  // namespace cordon::epidemic
