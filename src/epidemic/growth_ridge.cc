#include "epidemic/growth_ridge.h"

#include <algorithm>
#include <cmath>

namespace cordon::epidemic {
namespace {

constexpr double kLogTwoPi = 1.8378770664093453;
constexpr double kRateSpan = 13.8;  // of log K where nothing is known: a factor of a million
constexpr int kCoarseNodes = 20, kFineNodes = 32, kMostZooms = 8;
constexpr int kFineEnough = 9;  // coarse nodes that matter

// The first and the last node that matter.
std::pair<std::size_t, std::size_t> support(const std::vector<SizeNode>& nodes) {
  double best = kNone;
  for (const auto& node : nodes) best = std::max(best, node.ridge.log_evidence());
  std::size_t first = nodes.size() - 1, last = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].ridge.log_evidence() >= best - kFar) {
      first = std::min(first, i);
      last = i;
    }
  return {std::min(first, last), last};
}

const SizeNode& best_of(const std::vector<SizeNode>& nodes) {
  return *std::max_element(nodes.begin(), nodes.end(), [](const SizeNode& a, const SizeNode& b) {
    return a.ridge.log_evidence() < b.ridge.log_evidence();
  });
}

}  // namespace

double Ridge::log_evidence() const {
  return log_density == kNone ? kNone : log_density + std::log(deviation) + 0.5 * kLogTwoPi;
}

GrowthSearch::GrowthSearch(const GrowthLikelihood& likelihood, const GrowthPrior& prior,
                           double noise)
    : likelihood_(likelihood), prior_(prior), noise_(noise) {
  least_ = std::max({prior.least_vulnerable, likelihood.seen() + likelihood.patched(), 1.0});
  most_ = std::max(prior.most_vulnerable, least_ + 1);
}

GrowthState GrowthSearch::state(double log_rate, double vulnerable) const {
  return likelihood_({std::exp(log_rate), vulnerable, noise_});
}
double GrowthSearch::log_prior(double log_rate, double vulnerable) const {
  const double size = -std::log(std::log(most_ / least_));
  if (!prior_.scan_rate) return size - std::log(kRateSpan);
  return size + prior_.scan_rate->log_density_of_log(std::exp(log_rate) / vulnerable *
                                                     prior_.probed_addresses);
}
double GrowthSearch::log_density(double log_rate, double vulnerable) const {
  return state(log_rate, vulnerable).log_likelihood + log_prior(log_rate, vulnerable);
}

std::vector<SizeNode> GrowthSearch::run() const {
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

// N is looked at in steps of log(N - least + 1/2): fine where all may be infected already.
double GrowthSearch::excess_scale(double vulnerable) const {
  return std::log(vulnerable - least_ + 0.5);
}
double GrowthSearch::from_excess(double scale) const {
  constexpr double kWhole = 1e6;  // below it N is a whole number of hosts
  const double excess = std::exp(scale) - 0.5;
  return least_ + (excess < kWhole ? std::round(excess) : excess);
}

std::vector<SizeNode> GrowthSearch::grid(double low, double high, int count,
                                         const SizeNode& start) const {
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
void GrowthSearch::follow(std::vector<SizeNode>& nodes, std::size_t from, std::size_t to,
                          Ridge last) const {
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

// A first guess: the best K of a ladder that spans what the steps can show, for an N far away;
// then that N which the scan rate makes of it.
SizeNode GrowthSearch::rough() const {
  constexpr double kFarAway = 100;  // times the hosts seen
  SizeNode node;
  node.vulnerable = std::clamp(likelihood_.seen() * kFarAway, least_, most_);
  node.ridge = best_rung(node.vulnerable, false);
  if (!prior_.scan_rate) return node;
  node.vulnerable =
      std::clamp(std::exp(node.ridge.log_rate) * prior_.probed_addresses / prior_.scan_rate->median,
                 least_ + 1, most_);
  node.ridge = best_rung(node.vulnerable, true);
  return node;
}

Ridge GrowthSearch::best_rung(double vulnerable, bool with_prior) const {
  constexpr int kRungs = 40;
  const double span = likelihood_.span(), steps = static_cast<double>(likelihood_.steps());
  const double slow = std::log(1e-3 / span), fast = std::log(20 * steps / span);
  Ridge best;
  for (int i = 0; i <= kRungs; ++i) {
    const double log_rate = slow + (fast - slow) * i / kRungs;
    const double density =
        with_prior ? log_density(log_rate, vulnerable) : state(log_rate, vulnerable).log_likelihood;
    if (density > best.log_density || i == 0) best = {log_rate, 0.1, density};
  }
  return best;
}

// Uphill along K to the top, whose curvature gives the deviation.
Ridge GrowthSearch::climb(double vulnerable, const Ridge& start) const {
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

}  // namespace cordon::epidemic
