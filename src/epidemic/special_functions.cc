#include "epidemic/special_functions.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace cordon::epidemic {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
constexpr double kHalfLogTwoPi = 0.91893853320467274178;
constexpr int kMostTerms = 10'000;  // of a series; it converges far earlier

// The regularised incomplete gamma function by its series (x < shape + 1).
double by_series(double shape, double x, double scale) {
  double term = 1 / shape, sum = term;
  for (int n = 1; n < kMostTerms && term > sum * 1e-16; ++n) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * scale;
}

// Its complement by a continued fraction (Lentz).
double by_fraction(double shape, double x, double scale) {
  constexpr double kTiny = 1e-300;
  double b = x + 1 - shape, c = 1 / kTiny, d = 1 / b, h = d;
  for (int n = 1; n < kMostTerms; ++n) {
    const double a = -n * (n - shape);
    b += 2;
    d = a * d + b;
    if (std::abs(d) < kTiny) d = kTiny;
    c = b + a / c;
    if (std::abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    h *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return h * scale;
}

}  // namespace

double log_gamma(double x) {
  if (x > 12) {
    const double y = 1 / (x * x);
    return (x - 0.5) * std::log(x) - x + kHalfLogTwoPi +
           (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
  }
  double product = 1;
  while (x <= 12) product *= x++;
  return log_gamma(x) - std::log(product);
}

double digamma(double x) {
  double sum = 0;
  for (; x < 10; ++x) sum -= 1 / x;
  const double y = 1 / (x * x);
  return sum + std::log(x) - 0.5 / x -
         y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y / 132))));
}

double gamma_cdf(double shape, double x) {
  if (x <= 0) return 0;
  const double scale = std::exp(shape * std::log(x) - x - log_gamma(shape));
  return x < shape + 1 ? by_series(shape, x, scale) : 1 - by_fraction(shape, x, scale);
}

double gamma_quantile(double shape, double share) {
  double low = 0, high = shape + 1;
  while (gamma_cdf(shape, high) < share) high *= 2;
  for (int i = 0; i < 200 && high - low > 1e-13 * high; ++i) {
    const double middle = (low + high) / 2;
    (gamma_cdf(shape, middle) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

double log_count_probability(double count, double mean, double variance) {
  constexpr double kAlike = 1e-4;  // relative; nearer to the Poisson than a likelihood can tell
  if (count < 0) return kImpossible;
  if (mean <= 0) return count == 0 ? 0 : kImpossible;
  const double excess = variance - mean, log_factorial = log_gamma(count + 1);
  if (std::abs(excess) <= kAlike * mean) return count * std::log(mean) - mean - log_factorial;
  if (excess > 0) {
    const double size = mean * mean / excess;
    return log_gamma(count + size) - log_gamma(size) - log_factorial -
           size * std::log1p(mean / size) + count * std::log(mean / (mean + size));
  }
  const double trials = mean * mean / -excess, chance = mean / trials;
  if (chance >= 1 || count > trials + 0.5) return std::abs(count - mean) < 0.5 ? 0 : kImpossible;
  return log_gamma(trials + 1) - log_gamma(std::fmax(trials - count, 0) + 1) - log_factorial +
         count * std::log(chance) + (trials - count) * std::log1p(-chance);
}

double draw_normal(Random& random) {
  const double radius = std::sqrt(random.exponential(2));
  return radius * std::cos(2 * std::numbers::pi * random.unit());
}

double draw_gamma(Random& random, double shape) {
  if (shape < 1) return draw_gamma(random, shape + 1) * std::pow(1 - random.unit(), 1 / shape);
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = draw_normal(random), v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - random.unit()) < 0.5 * x * x + d - d * v + d * std::log(v))
      return d * v;
  }
}

}  // namespace cordon::epidemic
