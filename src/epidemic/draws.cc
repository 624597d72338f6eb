#include "epidemic/draws.h"

#include <array>

namespace cordon::epidemic {
namespace {

// ln k! by Stirling's series; std::lgamma writes a global, so threads may not share it.
double log_factorial(double k) {
  static constexpr std::array<double, 10> kSmall = {0,
                                                    0,
                                                    0.69314718055994531,
                                                    1.79175946922805500,
                                                    3.17805383034794562,
                                                    4.78749174278204599,
                                                    6.57925121201010100,
                                                    8.52516136106541430,
                                                    10.6046029027452502,
                                                    12.8018274800814696};
  if (k < 10) return kSmall[static_cast<std::size_t>(k)];
  const double x = k + 1;
  const double x2 = x * x;
  return (x - 0.5) * std::log(x) - x + 0.91893853320467274 +
         (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * x2)) / x2) / x;
}

std::uint64_t poisson_by_inversion(Random& random, double mean) {
  double left = random.unit();
  double p = std::exp(-mean);
  std::uint64_t k = 0;
  while (left >= p && k < 1000) {
    left -= p;
    p *= mean / static_cast<double>(++k);
  }
  return k;
}

std::uint64_t poisson_by_rejection(Random& random, double mean) {
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double accepted = 0.9277 - 3.6224 / (b - 2);
  const double log_mean = std::log(mean);
  for (;;) {
    const double u = random.unit() - 0.5;
    const double v = 1 - random.unit();  // above 0
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= accepted) return static_cast<std::uint64_t>(k);
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= k * log_mean - mean - log_factorial(k))
      return static_cast<std::uint64_t>(k);
  }
}

}  // namespace

double normal(Random& random) {
  for (;;) {
    const double x = 2 * random.unit() - 1;
    const double y = 2 * random.unit() - 1;
    const double s = x * x + y * y;
    if (s < 1 && s > 0) return x * std::sqrt(-2 * std::log(s) / s);
  }
}

double gamma(Random& random, double shape) {
  if (shape == 1) return random.exponential(1);
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal(random);
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = 1 - random.unit();
    if (std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

std::uint64_t poisson(Random& random, double mean) {
  if (mean <= 0) return 0;
  return mean < 20 ? poisson_by_inversion(random, mean) : poisson_by_rejection(random, mean);
}

std::uint64_t poisson_above_zero(Random& random, double mean) {
  if (mean > 1) {
    for (;;)
      if (const std::uint64_t k = poisson(random, mean); k > 0) return k;
  }
  // The first event is where an exponential falls that is known to end within 1; what follows is
  // an ordinary Poisson of the rest.
  const double first = -std::log1p(random.unit() * std::expm1(-mean));
  return 1 + poisson(random, mean - first);
}

}  // namespace cordon::epidemic
