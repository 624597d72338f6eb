#include "epidemic/growth_steady.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

constexpr double kLevelSpan = 13.8;  // of the level's logarithm: as wide as growth's own prior
constexpr double kLogTwoPi = 1.8378770664093453;
constexpr std::array kDeclines{0.0, 0.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0};
constexpr std::array kSpreads{0.0, 0.1, 0.3, 0.6};

struct Point {
  double time, length, count;  // of the step's middle
};

std::vector<Point> points_of(const Counts& counts, std::size_t first) {
  std::vector<Point> points;
  double time = 0;
  for (std::size_t i = 0; i < counts.steps.size(); ++i) {
    const auto& step = counts.steps[i];
    if (i >= first)
      points.push_back({time + step.length / 2, step.length, static_cast<double>(step.count)});
    time += step.length;
  }
  return points;
}

double log_likelihood(const std::vector<Point>& points, double log_level, double decline,
                      double spread) {
  double sum = 0;
  for (const auto& p : points) {
    const double mean = std::exp(log_level - decline * p.time) * p.length;
    sum += log_count_probability(p.count, mean, mean + spread * spread * mean * mean);
  }
  return sum;
}

// Over the level: Laplace's approximation around the level that explains the sum.
double over_level(const std::vector<Point>& points, double decline, double spread) {
  double total = 0, exposure = 0;
  for (const auto& p : points) {
    total += p.count;
    exposure += p.length * std::exp(-decline * p.time);
  }
  double level = std::log(std::max(total, 0.5) / exposure);
  double deviation = 1 / std::sqrt(std::max(total, 0.5)) + spread / std::sqrt(points.size());
  double top = 0;
  for (int i = 0; i < 3; ++i) {
    top = log_likelihood(points, level, decline, spread);
    const double left = log_likelihood(points, level - deviation, decline, spread);
    const double right = log_likelihood(points, level + deviation, decline, spread);
    const double bend = 2 * top - left - right;
    if (bend <= 1e-9) break;
    level += std::clamp(0.5 * deviation * (right - left) / bend, -deviation, deviation);
    deviation /= std::sqrt(bend);
  }
  top = std::max(top, log_likelihood(points, level, decline, spread));
  return top + std::log(deviation / kLevelSpan) + 0.5 * kLogTwoPi;
}

}  // namespace

double log_evidence_of_steady(const Counts& counts, std::size_t first) {
  const std::vector<Point> points = points_of(counts, first);
  if (points.empty()) return 0;
  const double span = points.back().time + points.back().length;
  std::vector<double> terms;
  for (const double decline : kDeclines)
    for (const double spread : kSpreads)
      terms.push_back(over_level(points, decline / span, spread));
  const double best = *std::max_element(terms.begin(), terms.end());
  double sum = 0;
  for (const double term : terms) sum += std::exp(term - best);
  return best + std::log(sum / static_cast<double>(terms.size()));
}

Slope slope_of(const Counts& counts, std::size_t first) {
  const std::vector<Point> points = points_of(counts, first);
  if (points.size() < 3) return {};
  const double middle = points[points.size() / 2].time, unit = points.back().time - points[0].time;
  double level = 0, slope = 0, weight_sum = 0, spread = 0;
  for (const auto& p : points) level += p.count, weight_sum += p.length;
  if (level <= 0) return {};
  level = std::log(level / weight_sum);
  for (int i = 0; i < 50; ++i) {
    double w = 0, wx = 0, wxx = 0, wz = 0, wxz = 0;
    for (const auto& p : points) {
      const double x = (p.time - middle) / unit, mean = std::exp(level + slope * x) * p.length;
      const double z = level + slope * x + (p.count - mean) / std::max(mean, 1e-9);
      w += mean, wx += mean * x, wxx += mean * x * x, wz += mean * z, wxz += mean * x * z;
    }
    const double determinant = w * wxx - wx * wx;
    if (!(determinant > 1e-12 * w * w)) return {};
    const double next = (w * wxz - wx * wz) / determinant;
    level = (wxx * wz - wx * wxz) / determinant;
    const bool settled = std::abs(next - slope) < 1e-9;
    slope = std::clamp(next, -60.0, 60.0);
    spread = w / determinant;
    if (settled) break;
  }
  double pearson = 0, product = 0, square = 0, last = 0;
  for (const auto& p : points) {
    const double mean = std::exp(level + slope * (p.time - middle) / unit) * p.length;
    const double residual = (p.count - mean) / std::sqrt(std::max(mean, 1e-9));
    pearson += residual * residual;
    product += residual * last;
    square += residual * residual;
    last = residual;
  }
  const double dispersion = std::max(1.0, pearson / static_cast<double>(points.size() - 2));
  const double alike = square > 0 ? std::clamp(product / square, 0.0, 0.95) : 0;
  return {slope / unit, std::sqrt(spread * dispersion * (1 + alike) / (1 - alike)) / unit};
}

}  // namespace cordon::epidemic
