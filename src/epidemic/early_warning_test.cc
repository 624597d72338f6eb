#include "epidemic/early_warning.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

double draw_poisson(Random& random, double mean) {
  if (mean > 300) return std::max(0.0, std::round(mean + std::sqrt(mean) * draw_normal(random)));
  double count = 0;
  for (double at = random.exponential(1); at < mean; at += random.exponential(1)) ++count;
  return count;
}

using Mean = std::function<double(int step, Random&)>;

int alarms(const Mean& mean, int runs) {
  int count = 0;
  for (int run = 0; run < runs; ++run) {
    Random random(static_cast<std::uint64_t>(run));
    EarlyWarning warning;
    for (int step = 0; step < 300; ++step) warning.add(draw_poisson(random, mean(step, random)));
    count += warning.alarmed();
  }
  return count;
}

TEST(EarlyWarning, StaysQuietInSteadyNoise) {
  constexpr int kRuns = 200;  // of 300 steps: 60,000 steps of each noise
  for (const double level : {0.2, 2.0, 20.0, 200.0})
    EXPECT_LE(alarms([&](int, Random&) { return level; }, kRuns), 1) << level;
  EXPECT_LE(alarms([](int, Random& r) { return 20 * draw_gamma(r, 4) / 4; }, kRuns), 1);
  EXPECT_LE(alarms([](int, Random& r) { return 200 * draw_gamma(r, 4) / 4; }, kRuns), 1);
}

TEST(EarlyWarning, StaysQuietInDayAndNightInBurstsAndAtAStep) {
  constexpr int kRuns = 100;
  EXPECT_LE(
      alarms([](int step,
                Random&) { return 30 * (1 + 0.5 * std::sin(step * 2 * std::numbers::pi / 144)); },
             kRuns),
      1);
  EXPECT_LE(
      alarms([](int step, Random&) { return step >= 100 && step < 103 ? 200.0 : 20.0; }, kRuns), 1);
  EXPECT_LE(alarms([](int step, Random&) { return step < 100 ? 20.0 : 60.0; }, kRuns), 1);
  EXPECT_EQ(alarms([](int step, Random&) { return 300 * std::exp(-step / 60.0); }, kRuns), 0);
}

// Share of 20,000 vulnerable hosts that are infected when the alarm is given; 1 without one.
double infected_at_alarm(double rate, Random& random) {
  constexpr double kVulnerable = 20'000, kNoise = 5;
  EarlyWarning warning;
  for (int step = 0; step < 50; ++step) warning.add(draw_poisson(random, kNoise));
  for (double infected = 1; infected < 0.9 * kVulnerable;) {
    const double fresh = draw_poisson(random, rate * infected * (1 - infected / kVulnerable));
    infected = std::min(kVulnerable, infected + fresh);
    if (warning.add(fresh + draw_poisson(random, kNoise))) {
      EXPECT_GT(warning.growth(), 0);
      return infected / kVulnerable;
    }
  }
  return 1;
}

TEST(EarlyWarning, WarnsOfAWormWhileItIsSmall) {
  for (const double rate : {0.05, 0.1, 0.2, 0.4}) {
    std::vector<double> shares;
    for (std::uint64_t run = 0; run < 40; ++run) {
      Random random(run);
      shares.push_back(infected_at_alarm(rate, random));
    }
    std::sort(shares.begin(), shares.end());
    EXPECT_LT(shares[20], 0.1) << rate;
    EXPECT_LT(shares.back(), 0.25) << rate;
  }
}

TEST(EarlyWarning, TellsWhen) {
  Counts counts;
  counts.begin = Time(1000s);
  for (int i = 0; i < 60; ++i)
    counts.steps.push_back({60, static_cast<std::uint64_t>(3 * std::exp(i * 0.12)), {}, {}});
  const auto warning = warn(counts);
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->at, Time(1000s + 60s * (static_cast<int>(warning->step) + 1)));
  EXPECT_NEAR(warning->growth, 0.12, 0.03);
  EXPECT_LT(warning->step, 35u);
  EXPECT_FALSE(warn(Counts{}));
}

}  // namespace
}  // namespace cordon::epidemic
