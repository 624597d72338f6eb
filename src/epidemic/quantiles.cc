#include "epidemic/quantiles.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace cordon::epidemic {
namespace {

constexpr double kNormal95 = 1.6448536269514722;

}  // namespace

LogNormal LogNormal::between(double low, double high) {
  return {std::sqrt(low * high), std::log(high / low) / (2 * kNormal95)};
}

double LogNormal::log_density_of_log(double x) const {
  const double z = std::log(x / median) / log_deviation;
  return -0.5 * z * z - std::log(log_deviation) - 0.91893853320467274178;
}

LogNormal LogNormal::and_also(const LogNormal& other) const {
  const double mine = 1 / (log_deviation * log_deviation);
  const double theirs = 1 / (other.log_deviation * other.log_deviation);
  return {std::exp((mine * std::log(median) + theirs * std::log(other.median)) / (mine + theirs)),
          1 / std::sqrt(mine + theirs)};
}

Quantiles quantiles_of(std::vector<Weighted> points) {
  std::erase_if(points, [](const Weighted& p) { return p.weight <= 0; });
  CHECK(!points.empty());
  std::sort(points.begin(), points.end(), [](const Weighted& a, const Weighted& b) {
    return a.value != b.value ? a.value < b.value : a.weight < b.weight;
  });
  double total = 0;
  for (const auto& point : points) total += point.weight;
  const auto at = [&](double share) {
    double below = 0, last_middle = 0, last_value = points.front().value;
    for (const auto& point : points) {
      const double middle = (below + point.weight / 2) / total;
      if (middle >= share) {
        const double part =
            middle > last_middle ? (share - last_middle) / (middle - last_middle) : 1;
        if (!std::isfinite(point.value) || !std::isfinite(last_value)) return point.value;
        return last_value + part * (point.value - last_value);
      }
      below += point.weight;
      last_middle = middle;
      last_value = point.value;
    }
    return points.back().value;
  };
  return {at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)};
}

Quantiles quantiles_of_draws(std::vector<double> draws) {
  std::vector<Weighted> points;
  points.reserve(draws.size());
  for (const double draw : draws) points.push_back({draw, 1});
  return quantiles_of(std::move(points));
}

}  // namespace cordon::epidemic
