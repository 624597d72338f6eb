#include "epidemic/quantiles.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cordon::epidemic {
namespace {

TEST(Quantiles, OfDrawsAndOfWeightedPointsAgree) {
  std::vector<double> draws;
  std::vector<Weighted> points;
  for (int i = 0; i < 1000; ++i) {
    draws.push_back(i);
    if (i % 2 == 0) points.push_back({i + 0.5, 2});
  }
  const Quantiles a = quantiles_of_draws(draws), b = quantiles_of(points);
  EXPECT_NEAR(a.q5, 49.5, 1);
  EXPECT_NEAR(a.q50, 499.5, 1);
  EXPECT_NEAR(a.q95, 949.5, 1);
  EXPECT_NEAR(a.q25, b.q25, 1.5);
  EXPECT_NEAR(a.q75, b.q75, 1.5);
  EXPECT_EQ(quantiles_of_draws({7}).q5, 7);
  EXPECT_TRUE(std::isinf(quantiles_of_draws({1, INFINITY, INFINITY, INFINITY}).q95));
}

TEST(LogNormal, IsMadeFromARangeAndJoined) {
  const auto range = LogNormal::between(5, 11);
  EXPECT_NEAR(range.median, std::sqrt(55), 1e-12);
  EXPECT_NEAR(range.median * std::exp(1.6448536 * range.log_deviation), 11, 1e-5);
  const auto both = LogNormal{4, 0.3}.and_also({9, 0.3});
  EXPECT_NEAR(both.median, 6, 1e-12);
  EXPECT_NEAR(both.log_deviation, 0.3 / std::sqrt(2), 1e-12);
  EXPECT_GT(range.log_density_of_log(7), range.log_density_of_log(20));
}

}  // namespace
}  // namespace cordon::epidemic
