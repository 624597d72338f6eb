#include "epidemic/growth_posterior.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "epidemic/growth_ridge.h"

namespace cordon::epidemic {
namespace {

constexpr int kAlong = 5;  // nodes along K on either side
constexpr double kAlongStep = 0.75;
// Relative noise, and how likely each is beforehand.
constexpr std::array<std::pair<double, double>, 4> kNoises{
    {{0, 0.55}, {0.05, 0.15}, {0.15, 0.15}, {0.4, 0.15}}};

// Adds the nodes along K of one N; returns log of their sum, per log N.
double add_along(const GrowthSearch& search, const SizeNode& size, double noise,
                 std::vector<PosteriorNode>& nodes) {
  if (size.ridge.log_density == kNone) return kNone;
  const double width = std::log(size.high / size.low), step = kAlongStep * size.ridge.deviation;
  double sum = 0;
  for (int i = -kAlong; i <= kAlong; ++i) {
    const double log_rate = size.ridge.log_rate + i * step;
    PosteriorNode node{
        {std::exp(log_rate), size.vulnerable, noise}, search.state(log_rate, size.vulnerable), 0};
    const double density = node.state.log_likelihood + search.log_prior(log_rate, size.vulnerable);
    if (!(density > kNone)) continue;
    sum += std::exp(density - size.ridge.log_density) * step;
    node.weight = density + std::log(step * width);  // its logarithm, for now
    nodes.push_back(node);
  }
  return std::log(sum) + size.ridge.log_density;
}

}  // namespace

GrowthPosterior growth_posterior(const GrowthLikelihood& likelihood, const GrowthPrior& prior) {
  GrowthPosterior posterior;
  double best = kNone;
  for (const auto& [noise, chance] : kNoises) {
    if (noise > 0 && !prior.noise) break;
    const GrowthSearch search(likelihood, prior, noise);
    double here = kNone;
    for (const auto& size : search.run()) {
      const std::size_t first = posterior.nodes.size();
      const double density = add_along(search, size, noise, posterior.nodes) + std::log(chance);
      for (std::size_t i = first; i < posterior.nodes.size(); ++i)
        posterior.nodes[i].weight += std::log(chance);
      if (density == kNone) continue;
      const double weight = density + std::log(std::log(size.high / size.low));
      posterior.sizes.push_back({size.low, size.high, weight, density});
      here = std::max(here, weight);
    }
    if (here < best - kFar) break;
    best = std::max(best, here);
  }
  if (posterior.nodes.empty()) {
    posterior.log_evidence = kNone;
    return posterior;
  }
  double sum = 0;
  for (auto& cell : posterior.sizes) sum += cell.weight = std::exp(cell.weight - best);
  for (auto& cell : posterior.sizes) cell.weight /= sum;
  for (auto& node : posterior.nodes) node.weight = std::exp(node.weight - best) / sum;
  posterior.log_evidence = best + std::log(sum);
  return posterior;
}

Quantiles GrowthPosterior::vulnerable() const {
  CHECK(!sizes.empty());
  double least = sizes.front().low, most = sizes.front().high;
  for (const auto& cell : sizes) {
    least = std::min(least, cell.low);
    most = std::max(most, cell.high);
  }
  const auto below = [&](double size) {
    double sum = 0;
    for (const auto& cell : sizes)
      sum += cell.weight *
             std::clamp(std::log(size / cell.low) / std::log(cell.high / cell.low), 0.0, 1.0);
    return sum;
  };
  const auto at = [&](double share) {
    double low = std::log(least), high = std::log(most);
    for (int i = 0; i < 50; ++i)
      (below(std::exp((low + high) / 2)) < share ? low : high) = (low + high) / 2;
    return std::exp((low + high) / 2);
  };
  return {at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)};
}

double GrowthPosterior::least_plausible_vulnerable() const {
  constexpr double kOneSided95 = 1.3528;  // half of 1.6449 squared
  double best = kNone, least = std::numeric_limits<double>::infinity();
  for (const auto& cell : sizes) best = std::max(best, cell.log_density);
  for (const auto& cell : sizes)
    if (cell.log_density >= best - kOneSided95) least = std::min(least, cell.low);
  return least;
}

double GrowthPosterior::density_at_bound() const {
  double best = kNone, most = 0, bound = kNone;
  for (const auto& cell : sizes)
    best = std::max(best, cell.log_density), most = std::max(most, cell.high);
  for (const auto& cell : sizes)
    if (cell.high == most) bound = std::max(bound, cell.log_density);
  return std::exp(bound - best);
}

}  // namespace cordon::epidemic
