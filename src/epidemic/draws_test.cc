#include "epidemic/draws.h"

#include <gtest/gtest.h>

#include <functional>

namespace cordon::epidemic {
namespace {

struct Moments {
  double mean = 0, variance = 0;
};

Moments moments(const std::function<double(Random&)>& draw, int many = 40000) {
  Random random(3);
  std::vector<double> values;
  double sum = 0, squares = 0;
  for (int i = 0; i < many; ++i) sum += values.emplace_back(draw(random));
  for (const double value : values) squares += (value - sum / many) * (value - sum / many);
  return {sum / many, squares / many};
}

TEST(Draws, HaveTheirMeansAndVariances) {
  const Moments n = moments([](Random& r) { return normal(r); });
  EXPECT_NEAR(n.mean, 0, 0.02);
  EXPECT_NEAR(n.variance, 1, 0.03);
  for (const double shape : {1.0, 2.0, 7.5, 1e6}) {
    const Moments g = moments([&](Random& r) { return gamma(r, shape); });
    EXPECT_NEAR(g.mean / shape, 1, 0.02 / std::sqrt(std::min(shape, 100.0)) + 0.01);
    EXPECT_NEAR(g.variance / shape, 1, 0.05);
  }
  for (const double mean : {0.01, 0.7, 5.0, 19.9, 20.1, 300.0, 1e7}) {
    const Moments p = moments([&](Random& r) { return static_cast<double>(poisson(r, mean)); });
    EXPECT_NEAR(p.mean, mean, 5 * std::sqrt(mean / 40000));
    EXPECT_NEAR(p.variance / mean, 1, mean < 0.1 ? 0.3 : 0.05);
    const Moments above =
        moments([&](Random& r) { return static_cast<double>(poisson_above_zero(r, mean)); });
    EXPECT_NEAR(above.mean / (mean / -std::expm1(-mean)), 1, 0.02);
  }
  Random random(1);
  EXPECT_EQ(poisson(random, 0), 0u);
}

// Each number of a Poisson as often as it must be, where the two methods meet.
TEST(Draws, PoissonHasItsProbabilities) {
  for (const double mean : {19.0, 21.0}) {
    Random random(5);
    std::vector<int> counts(80);
    constexpr int kMany = 100000;
    for (int i = 0; i < kMany; ++i) ++counts.at(poisson(random, mean));
    double p = std::exp(-mean);
    for (std::size_t k = 0; k < 45; ++k) {
      EXPECT_NEAR(counts[k], kMany * p, 5 * std::sqrt(kMany * p) + 3) << k;
      p *= mean / static_cast<double>(k + 1);
    }
  }
}

}  // namespace
}  // namespace cordon::epidemic
