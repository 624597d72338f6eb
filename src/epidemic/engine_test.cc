#include "epidemic/engine.h"

#include <gtest/gtest.h>

#include "epidemic/aawp.h"
#include "epidemic/ensemble.h"
#include "epidemic/sample_for_test.h"
#include "strain/catalogue.h"

namespace cordon::epidemic {
namespace {

// 3,000 vulnerable of 2^20 addresses, 300 infected at the start: doubles in about 40 s.
Scenario middling() {
  Scenario scenario;
  scenario.population.vulnerable = 3000;
  scenario.population.address_bits = 20;
  scenario.initial = 300;
  scenario.worm.probes_per_second = 6;
  scenario.horizon = 400;
  scenario.step = 20;
  return scenario;
}

// The mean of exact runs is within four errors of the mean of the deterministic curve, and within
// what a finite number of initial hosts makes of it: half a variance of ln I, 1/initial.
void expect_mean_is(const World& world, const Trajectory& curve, double initial) {
  const auto exact = run_ensemble(world, {.runs = 150, .seed = 7, .threads = 2});
  ASSERT_TRUE(exact) << exact.error().message();
  ASSERT_EQ(exact->mean.size(), curve.points.size());
  for (std::size_t i = 0; i < curve.points.size(); ++i) {
    const auto near = [&](auto count, const char* what) {
      const double error = exact->deviation[i].*count / std::sqrt(150.0);
      EXPECT_NEAR(exact->mean[i].*count, curve.points[i].*count,
                  4 * error + curve.points[i].*count * 0.5 / initial + 0.01)
          << what << " at " << curve.points[i].time;
    };
    near(&TrajectoryPoint::ever, "ever");
    near(&TrajectoryPoint::infectious, "infectious");
    near(&TrajectoryPoint::susceptible, "susceptible");
    near(&TrajectoryPoint::removed, "removed");
    near(&TrajectoryPoint::patched, "patched");
    near(&TrajectoryPoint::probes, "probes");
  }
}

TEST(Engines, ExactAndAawpAgree) {
  const auto world = world_of(middling());
  expect_mean_is(*world, *run_aawp(*world), 300);
}

// Where all hosts are latent at first, and the grid is coarse.
TEST(Engines, ExactAndAawpAgreeFromLatentHostsOn) {
  Scenario scenario = middling();
  scenario.worm.latency = 0.5;
  scenario.step = 100;
  const auto world = world_of(scenario);
  expect_mean_is(*world, *run_aawp(*world), 300);
}

TEST(Engines, ExactAndAawpAgreeWithLatencyCleansingPatchingLimitsAndFilters) {
  Scenario scenario = middling();
  scenario.worm.latency = 20;
  scenario.worm.rate_spread = 0.5;
  scenario.worm.network_capacity = 9000;
  scenario.care.cleansing = {{0, 0.0005}, {200, 0.004}};
  scenario.care.patching = {{100, 0.002}};
  scenario.care.cleansed_immune = 0.7;
  scenario.controls.content_filter_at = 150;
  scenario.controls.content_deployment = 0.3;
  scenario.controls.contact_limit_at = 60;
  scenario.controls.contact_limit = 5;
  scenario.controls.patched_before = 0.1;
  const auto world = world_of(scenario);
  expect_mean_is(*world, *run_aawp(*world), 300);
}

TEST(Engines, ExactAndAawpAgreeOnADescribedNetwork) {
  auto network = parse_network(
      "between='closed'\ninfected_outside=2000000\n"
      "[[segment]]\nname='a'\ncidr='10.1.0.0/20'\nhosts=4000\nvulnerable=900\ninfected=100\n"
      "[[segment]]\nname='b'\ncidr='10.1.16.0/20'\nhosts=4000\nvulnerable=700\ninfected=100\n"
      "[[segment]]\nname='c'\ncidr='10.2.0.0/18'\nhosts=9000\nvulnerable=900\ninfected=100\n"
      "[[reach]]\nfrom='a'\nto='b'\n[[reach]]\nfrom='outside'\nto='a'\n[[reach]]\nfrom='b'\nto='c'"
      "\nports=[80]\n"
      "[[block]]\nfrom='b'\nto='c'\nat=200\n",
      "n");
  ASSERT_TRUE(network) << network.error().message();
  Scenario scenario = middling();
  scenario.network = *network;
  scenario.worm.ports = {80};
  scenario.worm.local = {{8, 0.4}, {16, 0.5}};
  scenario.worm.probes_per_second = 3;
  const auto world = world_of(scenario);
  expect_mean_is(*world, *run_aawp(*world), 100);
}

TEST(Engines, TwoFactorAgreesWithExact) {
  Scenario scenario = middling();
  scenario.worm.slowdown = 2;
  scenario.care.cleansing = {{0, 0.002}};
  scenario.care.patching_by_news = 3e-7;
  const auto world = world_of(scenario);
  expect_mean_is(*world, *simulate(scenario, Engine::two_factor, 1), 300);
}

TEST(Engines, CompartmentsAndAawpAreOneCurve) {
  Scenario scenario = middling();
  scenario.initial = 3;
  for (const bool cleansing : {false, true}) {
    if (cleansing) scenario.care.cleansing = {{0, 0.003}};
    const auto a = simulate(scenario, cleansing ? Engine::sir : Engine::si, 1);
    const auto b = simulate(scenario, Engine::aawp, 1);
    ASSERT_TRUE(a && b);
    for (std::size_t i = 0; i < a->points.size(); ++i) {
      EXPECT_NEAR(a->points[i].ever / b->points[i].ever, 1, 0.002);
      EXPECT_NEAR(a->points[i].infectious / b->points[i].infectious, 1, 0.002);
    }
  }
}

// Chen, Gao, Kwiat's recursion, as printed, with their symbols.
TEST(Engines, AawpAsPrinted) {
  Scenario scenario = middling();
  scenario.care.cleansing = {{0, -std::log1p(-0.001)}};  // a tick of a second
  scenario.care.cleansed_immune = 0;
  scenario.step = 1;
  scenario.horizon = 300;
  const auto world = world_of(scenario);
  const auto curve = run_aawp(*world, {.tick = 1, .paper = true});
  ASSERT_TRUE(curve);
  const double T = 1 << 20, N = 3000, s = 6, d = 0.001;
  double n = 300;
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_NEAR(curve->points[i].infectious / n, 1, 0.001) << i;
    n = (1 - d) * n + (N - n) * (1 - std::pow(1 - 1 / T, s * n));
  }
}

TEST(Engines, RefuseWhatTheyCannotExpressAndNameTheOneThatCan) {
  EXPECT_EQ(*engine_of("two-factor"), Engine::two_factor);
  const auto none = engine_of("magic");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message().find("exact, aawp"), std::string::npos);
  Scenario scenario = middling();
  scenario.worm.local = {{10, 0.5}};
  scenario.horizon = 100;
  EXPECT_FALSE(simulate(scenario, Engine::si, 1));
  EXPECT_TRUE(simulate(scenario, Engine::aawp, 1));
  scenario.worm.targeting = strain::Targeting::permutation;
  const auto refused = simulate(scenario, Engine::aawp, 1);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message().find("use engine exact"), std::string::npos);
  EXPECT_TRUE(simulate(scenario, Engine::exact, 1));
}

TEST(Engines, WrongScenariosAreRefusedByTheirFigure) {
  const auto refused = [](auto change, const char* figure) {
    Scenario scenario = middling();
    change(scenario);
    const auto run = simulate(scenario, Engine::exact, 1);
    ASSERT_FALSE(run) << figure;
    EXPECT_NE(run.error().message().find(figure), std::string::npos) << run.error().message();
  };
  refused([](Scenario& s) { s.worm.probes_per_second = 0; }, "probes_per_second");
  refused([](Scenario& s) { s.worm.local = {{8, 0.7}, {16, 0.7}}; }, "local preference");
  refused([](Scenario& s) { s.worm.success = 1.5; }, "success");
  refused([](Scenario& s) { s.horizon = 0; }, "horizon");
  refused([](Scenario& s) { s.step = 1e-9; }, "step");
  refused([](Scenario& s) { s.initial = 0; }, "initial");
  refused([](Scenario& s) { s.initial = 5000; }, "initial");
  refused([](Scenario& s) { s.population.vulnerable = 1 << 20; }, "vulnerable");
  refused([](Scenario& s) { s.care.patching = {{5, 1}, {4, 1}}; }, "patching");
  refused([](Scenario& s) { s.controls.content_deployment = -1; }, "deployment");
  refused([](Scenario& s) { s.network = Network{}; }, "network");
}

TEST(Ensembles, AreTheSameForAnyNumberOfThreads) {
  Scenario scenario = middling();
  scenario.worm.latency = 3;
  const auto world = world_of(scenario);
  const auto one = run_ensemble(*world, {.runs = 12, .seed = 5, .threads = 1});
  std::uint64_t told = 0;
  const auto four = run_ensemble(
      *world, {.runs = 12, .seed = 5, .threads = 4, .progress = [&](std::uint64_t, std::uint64_t) {
                 ++told;
                 return true;
               }});
  ASSERT_TRUE(one && four);
  EXPECT_EQ(told, 12u);
  for (std::size_t i = 0; i < one->mean.size(); ++i) {
    EXPECT_EQ(one->mean[i].ever, four->mean[i].ever);
    EXPECT_EQ(one->bands[4][i].probes, four->bands[4][i].probes);
    EXPECT_LE(one->bands[0][i].ever, one->bands[2][i].ever);
    EXPECT_LE(one->bands[2][i].ever, one->bands[4][i].ever);
  }
  EXPECT_EQ(one->summaries[7].time_to_50_percent, four->summaries[7].time_to_50_percent);
  EXPECT_FALSE(run_ensemble(*world, {.runs = 0}));
  EXPECT_FALSE(run_ensemble(*world, {.runs = 1ULL << 40}));
  EXPECT_FALSE(run_ensemble(*world, {.runs = 3, .progress = [](auto, auto) { return false; }}));
}

TEST(Ensembles, QuantilesLieBetweenTheNumbers) {
  std::vector<double> numbers = {4, 1, std::nan(""), 2, 3};
  EXPECT_EQ(quantile_of(numbers, 0.5), 3);
  EXPECT_EQ(quantile_of(numbers, 0.125), 1.5);
  EXPECT_TRUE(std::isnan(quantile_of(numbers, 1)));
}

TEST(Strains, EveryEpidemicOfTheCatalogueCanBeSimulated) {
  const auto catalogue = strain::Catalogue::built_in();
  ASSERT_TRUE(catalogue);
  for (const strain::Strain& strain : catalogue->strains()) {
    if (!strain.epidemic) continue;
    auto scenario = scenario_of(strain);
    ASSERT_TRUE(scenario) << scenario.error().message();
    scenario->population.vulnerable = 2000;  // quick, under sanitizers
    scenario->initial = std::min<std::uint64_t>(scenario->initial, 100);
    scenario->horizon = std::min(scenario->horizon, 3600.0);
    scenario->step = 60;
    const auto run = simulate(*scenario, Engine::exact, 1);
    EXPECT_TRUE(run) << run.error().message();
  }
  EXPECT_FALSE(scenario_of(*catalogue->find("shellshock")));
}

}  // namespace
}  // namespace cordon::epidemic
