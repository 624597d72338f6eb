#include "epidemic/growth_births.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace cordon::epidemic {
namespace {

TEST(Births, AreYulesWhereSusceptiblesAbound) {
  const Births births = births_of(5, 1e9, 0.7);
  EXPECT_NEAR(births.mean, 5 * std::expm1(0.7), 1e-6);
  EXPECT_NEAR(births.variance, 5 * std::exp(0.7) * std::expm1(0.7), 1e-6);
  EXPECT_NEAR(births.slope, std::exp(0.7), 1e-7);
}

TEST(Births, AreBinomialWhereInfectiousHostsDo) {
  const Births births = births_of(1e9, 1e9 + 8, 0.7);
  EXPECT_NEAR(births.mean, -8 * std::expm1(-0.7), 1e-5);
  EXPECT_NEAR(births.variance, -8 * std::expm1(-0.7) * std::exp(-0.7), 1e-5);
}

TEST(Births, AreNoneWithoutParentsSusceptiblesOrTime) {
  for (const Births& births : {births_of(0, 9, 1), births_of(9, 9, 1), births_of(3, 9, 0)}) {
    EXPECT_EQ(births.mean, 0);
    EXPECT_EQ(births.variance, 0);
  }
  EXPECT_NEAR(births_of(1, 1000, 1e6).mean, 999, 1e-6);
}

// The slow twin: event by event.
TEST(Births, AgreeWithASimulationInBetween) {
  struct Setting {
    double infectious, capacity, growth;
  };
  for (const auto& [start, capacity, growth] :
       {Setting{20, 400, 1}, Setting{100, 200, 0.5}, Setting{150, 200, 0.5}}) {
    Random random(11);
    double sum = 0, square = 0;
    constexpr int kRuns = 20'000;
    for (int run = 0; run < kRuns; ++run) {
      double infectious = start, time = 0;
      for (;;) {
        const double rate = growth / capacity * infectious * (capacity - infectious);
        if (rate <= 0 || (time += random.exponential(1 / rate)) > 1) break;
        ++infectious;
      }
      sum += infectious - start, square += (infectious - start) * (infectious - start);
    }
    const double mean = sum / kRuns, variance = square / kRuns - mean * mean;
    const Births births = births_of(start, capacity, growth);
    EXPECT_NEAR(births.mean, mean, 0.02 * mean);
    EXPECT_NEAR(births.variance, variance, 0.07 * variance);
  }
}

}  // namespace
}  // namespace cordon::epidemic
