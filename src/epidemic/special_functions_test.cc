#include "epidemic/special_functions.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cordon::epidemic {
namespace {

TEST(SpecialFunctions, AgreeWithTheLibraryAndWithEachOther) {
  for (const double x : {1e-3, 0.5, 1.0, 3.7, 12.0, 12.1, 250.0, 1e9}) {
    EXPECT_NEAR(log_gamma(x), std::lgamma(x), 1e-10 * std::max(1.0, std::abs(std::lgamma(x)))) << x;
    const double h = 1e-5 * x;
    EXPECT_NEAR(digamma(x), (std::lgamma(x + h) - std::lgamma(x - h)) / (2 * h),
                1e-5 * std::max(1.0, std::abs(digamma(x))))
        << x;
  }
  EXPECT_NEAR(gamma_cdf(1, 0.7), 1 - std::exp(-0.7), 1e-14);
  EXPECT_NEAR(gamma_cdf(2, 5), 1 - 6 * std::exp(-5.0), 1e-13);
  for (const double shape : {0.2, 1.0, 7.5, 400.0})
    for (const double share : {0.05, 0.5, 0.95})
      EXPECT_NEAR(gamma_cdf(shape, gamma_quantile(shape, share)), share, 1e-9);
}

TEST(CountProbability, SumsToOneWithItsMeanAndVariance) {
  const double spreads[][2] = {{7, 20}, {7, 7}, {7, 7.0001}, {6, 3}, {0.3, 0.3}, {40, 400}};
  for (const auto& [mean, variance] : spreads) {
    double sum = 0, first = 0, second = 0;
    for (int n = 0; n < 2000; ++n) {
      const double p = std::exp(log_count_probability(n, mean, variance));
      sum += p, first += p * n, second += p * n * n;
    }
    EXPECT_NEAR(sum, 1, 1e-3);
    EXPECT_NEAR(first, mean, 2e-3 * mean);
    EXPECT_NEAR(second - first * first, variance, 0.01 * variance);
  }
}

TEST(CountProbability, IsExactForYulesProcessAndForTheLastSusceptibles) {
  // Births of 3 founders after one unit at rate 0.4: negative binomial.
  const double q = std::exp(-0.4), mean = 3 * (1 / q - 1), variance = 3 * (1 - q) / (q * q);
  for (int n = 0; n < 10; ++n) {
    const double exact = std::lgamma(n + 3) - std::lgamma(3) - std::lgamma(n + 1) +
                         3 * std::log(q) + n * std::log1p(-q);
    EXPECT_NEAR(log_count_probability(n, mean, variance), exact, 1e-10);
  }
  EXPECT_NEAR(log_count_probability(2, 5 * 0.3, 5 * 0.3 * 0.7),
              std::log(10 * 0.3 * 0.3 * 0.7 * 0.7 * 0.7), 1e-10);
  EXPECT_EQ(log_count_probability(0, 0, 0), 0);
  EXPECT_EQ(log_count_probability(1, 0, 0), -INFINITY);
}

TEST(Draws, HaveTheirMoments) {
  Random random(5);
  for (const double shape : {0.4, 1.0, 9.0}) {
    double sum = 0, square = 0;
    constexpr int kDraws = 40'000;
    for (int i = 0; i < kDraws; ++i) {
      const double x = draw_gamma(random, shape);
      sum += x, square += x * x;
    }
    const double mean = sum / kDraws;
    EXPECT_NEAR(mean, shape, 4 * std::sqrt(shape / kDraws));
    EXPECT_NEAR(square / kDraws - mean * mean, shape, 0.06 * shape + 0.02);
  }
  double sum = 0, square = 0;
  for (int i = 0; i < 40'000; ++i) {
    const double x = draw_normal(random);
    sum += x, square += x * x;
  }
  EXPECT_NEAR(sum / 40'000, 0, 0.02);
  EXPECT_NEAR(square / 40'000, 1, 0.03);
}

}  // namespace
}  // namespace cordon::epidemic
