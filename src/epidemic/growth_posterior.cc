#include "epidemic/growth_posterior.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/check.h"

namespace cordon::epidemic {
namespace {

constexpr double kNone = -std::numeric_limits<double>::infinity();
constexpr double kLogTwoPi = 1.8378770664093453;
constexpr double kRateSpan = 13.8;  // of log K where nothing is known: a factor of a million
constexpr double kFar = 12;         // log weight below the highest that no longer matters
constexpr int kCoarseNodes = 20, kFineNodes = 32, kMostZooms = 8;
constexpr int kFineEnough = 9;  // coarse nodes that matter
constexpr int kAlong = 5;       // nodes along K on either side
constexpr double kAlongStep = 0.75;
// Relative noise, and how likely each is beforehand.
constexpr std::array<std::pair<double, double>, 4> kNoises{
    {{0, 0.55}, {0.05, 0.15}, {0.15, 0.15}, {0.4, 0.15}}};

// The best rate for a population, and the bell around it.
struct Ridge {
  double log_rate = 0, deviation = 0.1, log_density = kNone;
  double log_evidence() const {
    return log_density == kNone ? kNone : log_density + std::log(deviation) + 0.5 * kLogTwoPi;
  }
};

struct SizeNode {
  double vulnerable = 0, low = 0, high = 0;
  Ridge ridge;
  double log_density() const { return ridge.log_evidence(); }  // of log N
  double log_weight() const { return log_density() + std::log(std::log(high / low)); }
};

class Search {
 public:
  Search(const GrowthLikelihood& likelihood, const GrowthPrior& prior, double noise)
      : likelihood_(likelihood), prior_(prior), noise_(noise) {
    least_ = std::max({prior.least_vulnerable, likelihood.seen() + likelihood.patched(), 1.0});
    most_ = std::max(prior.most_vulnerable, least_ + 1);
  }

  GrowthState state(double log_rate, double vulnerable) const {
    return likelihood_({std::exp(log_rate), vulnerable, noise_});
  }
  double log_prior(double log_rate, double vulnerable) const {
    const double size = -std::log(std::log(most_ / least_));
    if (!prior_.scan_rate) return size - std::log(kRateSpan);
    return size + prior_.scan_rate->log_density_of_log(std::exp(log_rate) / vulnerable *
                                                       prior_.probed_addresses);
  }
  double log_density(double log_rate, double vulnerable) const {
    return state(log_rate, vulnerable).log_likelihood + log_prior(log_rate, vulnerable);
  }

  std::vector<SizeNode> run() {
    SizeNode start = rough();
    double low = excess_scale(least_), high = excess_scale(most_);
    if (prior_.scan_rate) {  // it ties N to K, which the counts tell roughly
      const double reach = std::exp(3 + 6 * prior_.scan_rate->log_deviation);
      low = excess_scale(std::clamp(start.vulnerable / reach, least_, most_ - 1));
      high = excess_scale(std::clamp(start.vulnerable * reach, least_ + 1, most_));
    }
    std::vector<SizeNode> nodes;
    for (int zoom = 0; zoom < kMostZooms; ++zoom) {
      nodes = grid(low, high, kCoarseNodes, start);
      const auto [first, last] = support(nodes);
      const bool fine = last - first >= kFineEnough || nodes.size() < kCoarseNodes;
      low = excess_scale(nodes[first > 0 ? first - 1 : first].vulnerable);
      high = excess_scale(nodes[std::min(last + 1, nodes.size() - 1)].vulnerable);
      start = best_of(nodes);
      if (fine || nodes.size() < 3) break;
    }
    return grid(low, high, kFineNodes, start);
  }

 private:
  // N is looked at in steps of log(N - least + 1/2): fine where all may be infected already.
  double excess_scale(double vulnerable) const { return std::log(vulnerable - least_ + 0.5); }
  double from_excess(double scale) const {
    constexpr double kWhole = 1e6;  // below it N is a whole number of hosts
    const double excess = std::exp(scale) - 0.5;
    return least_ + (excess < kWhole ? std::round(excess) : excess);
  }

  std::vector<SizeNode> grid(double low, double high, int count, const SizeNode& start) const {
    std::vector<double> sizes;
    for (int i = 0; i < count; ++i) {
      const double size = from_excess(low + (high - low) * i / (count - 1));
      if (sizes.empty() || size > sizes.back()) sizes.push_back(size);
    }
    std::vector<SizeNode> nodes(sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      nodes[i].vulnerable = sizes[i];
      nodes[i].low = i > 0 ? (sizes[i - 1] + sizes[i]) / 2 : sizes[i] - 0.5;
      nodes[i].high = i + 1 < sizes.size() ? (sizes[i] + sizes[i + 1]) / 2 : sizes[i] + 0.5;
    }
    // From the node next to the start outwards: the ridge is followed, not searched for.
    std::size_t middle = 0;
    while (middle + 1 < nodes.size() && nodes[middle].vulnerable < start.vulnerable) ++middle;
    follow(nodes, middle, nodes.size(), start.ridge);
    follow(nodes, middle, 0, middle < nodes.size() ? nodes[middle].ridge : start.ridge);
    return nodes;
  }

  // Climbs at `from`, then on towards `to` (exclusive going up, inclusive going down).
  void follow(std::vector<SizeNode>& nodes, std::size_t from, std::size_t to, Ridge last) const {
    double bend = 0;  // how far K moved from one N to the next
    const bool up = to > from;
    for (std::size_t step = 0; step < (up ? to - from : from - to); ++step) {
      Ridge& ridge = nodes[up ? from + step : from - step - 1].ridge;
      ridge = climb(nodes[up ? from + step : from - step - 1].vulnerable,
                    {last.log_rate + bend, last.deviation, kNone});
      if (ridge.log_density == kNone) continue;
      bend = step > 0 ? std::clamp(ridge.log_rate - last.log_rate, -0.5, 0.5) : 0;
      last = ridge;
    }
  }

  static std::pair<std::size_t, std::size_t> support(const std::vector<SizeNode>& nodes) {
    double best = kNone;
    for (const auto& node : nodes) best = std::max(best, node.log_density());
    std::size_t first = nodes.size() - 1, last = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (nodes[i].log_density() >= best - kFar) {
        first = std::min(first, i);
        last = i;
      }
    return {std::min(first, last), last};
  }

  static const SizeNode& best_of(const std::vector<SizeNode>& nodes) {
    return *std::max_element(nodes.begin(), nodes.end(), [](const SizeNode& a, const SizeNode& b) {
      return a.log_density() < b.log_density();
    });
  }

  // A first guess: the best K of a ladder that spans what the steps can show, for an N far away;
  // then that N which the scan rate makes of it.
  SizeNode rough() const {
    constexpr double kFarAway = 100;  // times the hosts seen
    SizeNode node;
    node.vulnerable = std::clamp(likelihood_.seen() * kFarAway, least_, most_);
    node.ridge = best_rung(node.vulnerable, false);
    if (!prior_.scan_rate) return node;
    node.vulnerable = std::clamp(
        std::exp(node.ridge.log_rate) * prior_.probed_addresses / prior_.scan_rate->median,
        least_ + 1, most_);
    node.ridge = best_rung(node.vulnerable, true);
    return node;
  }

  Ridge best_rung(double vulnerable, bool with_prior) const {
    constexpr int kRungs = 40;
    const double span = likelihood_.span(), steps = static_cast<double>(likelihood_.steps());
    const double slow = std::log(1e-3 / span), fast = std::log(20 * steps / span);
    Ridge best;
    for (int i = 0; i <= kRungs; ++i) {
      const double log_rate = slow + (fast - slow) * i / kRungs;
      const double density = with_prior ? log_density(log_rate, vulnerable)
                                        : state(log_rate, vulnerable).log_likelihood;
      if (density > best.log_density || i == 0) best = {log_rate, 0.1, density};
    }
    return best;
  }

  // Uphill along K to the top, whose curvature gives the deviation.
  Ridge climb(double vulnerable, const Ridge& start) const {
    constexpr int kMostClimbs = 60;
    constexpr double kLeast = 1e-5, kMost = 2;
    double step = std::clamp(start.deviation, kLeast, 0.5), x = start.log_rate;
    double here = log_density(x, vulnerable);
    for (int i = 0; i < kMostClimbs; ++i) {
      const double left = log_density(x - step, vulnerable);
      const double right = log_density(x + step, vulnerable);
      if (left > here || right > here) {
        x += right > left ? step : -step;
        here = std::max(left, right);
        step *= 1.5;
        continue;
      }
      const double bend = 2 * here - left - right;
      if (here == kNone) return {x, step, kNone};
      if (!std::isfinite(bend)) {
        step /= 4;
        continue;
      }
      const double deviation =
          bend > 1e-12 ? std::clamp(step / std::sqrt(bend), kLeast, kMost) : kMost;
      const double shift = bend > 1e-12 ? 0.5 * step * (right - left) / bend : 0;
      if (step < 1.5 * deviation && std::abs(shift) < 0.25 * deviation)
        return {x + shift, deviation, here + 0.25 * (right - left) * shift / step};
      x += shift;
      step = deviation;
      here = log_density(x, vulnerable);
    }
    return {x, step, here};
  }

  const GrowthLikelihood& likelihood_;
  const GrowthPrior& prior_;
  double noise_, least_, most_;
};

// Adds the nodes along K of one N; returns log of their sum, per log N.
double add_along(const Search& search, const SizeNode& size, double noise,
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
    Search search(likelihood, prior, noise);
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
