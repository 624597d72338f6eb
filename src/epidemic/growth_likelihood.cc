#include "epidemic/growth_likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "epidemic/growth_births.h"
#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

constexpr double kSubstep = 0.25;  // e-foldings of growth that a hidden step may span
constexpr int kMostSubsteps = 16;

// By what was seen and not by the rate that is tried, lest the likelihood jump with the rate.
int substeps(double seen_before, double count) {
  const double growth = std::log1p(count / seen_before);
  return std::clamp(static_cast<int>(std::ceil(growth / kSubstep)), 1, kMostSubsteps);
}

}  // namespace

// Mean and variance of the hosts ever infected (i), and of the sum of those seen in this step (d).
struct GrowthLikelihood::Filter {
  double infected = 0, variance = 0;
  double seen = 0;                                             // before this step
  double expected = 0, covariance = 0, expected_variance = 0;  // of d

  void begin_step() { expected = covariance = expected_variance = 0; }

  // `at_birth`: P(a host infected in this stretch is seen in it), `later`: one infected before and
  // not yet seen.
  void advance(const Births& births, double at_birth, double later, double noise) {
    const double unseen = std::max(infected - seen - expected, 0.0);
    const double noisy = births.variance + noise * births.mean * births.mean;
    const double keep = 1 - later, gain = later + at_birth * (births.slope - 1);
    const double chance = unseen * later * keep + births.mean * at_birth * (1 - at_birth);
    const double grown = births.slope;
    expected_variance = keep * keep * expected_variance + 2 * keep * gain * covariance +
                        gain * gain * variance + at_birth * at_birth * noisy + chance;
    covariance = grown * (keep * covariance + gain * variance) + at_birth * noisy;
    variance = grown * grown * variance + noisy;
    expected += unseen * later + births.mean * at_birth;
    infected += births.mean;
  }

  double learn(double count, double most) {
    const double log_probability = log_count_probability(count, expected, expected_variance);
    const double hidden = infected - seen - expected;  // predicted
    if (expected_variance > 0) {
      const double weight = covariance / expected_variance;
      infected += weight * (count - expected);
      variance = std::max(variance - weight * covariance, 0.0);
    }
    seen += count;
    infected = std::clamp(infected, seen, std::max(seen, most));
    // Of gamma-distributed hidden hosts and Poisson counts, the variance follows the mean.
    if (hidden > 0) variance *= std::min((infected - seen) / hidden, 4.0);
    return log_probability;
  }
};

GrowthLikelihood::GrowthLikelihood(const Counts& counts, const Vantage& vantage)
    : vantage_(vantage), seen_first_(static_cast<double>(counts.before)) {
  double seen = seen_first_;
  for (const auto& step : counts.steps) {
    const Containment& done = step.containment;  // on average half of it, within its own step
    if (seen_first_ > 0) {
      steps_.push_back({step.length, static_cast<double>(step.count), isolated_ + done.isolated / 2,
                        patched_ + done.patched / 2, done.contact_rate,
                        substeps(seen, static_cast<double>(step.count))});
      span_ += step.length;
    } else {
      seen_first_ = static_cast<double>(step.count);
    }
    seen += static_cast<double>(step.count);
    isolated_ += done.isolated;
    patched_ += done.patched;
  }
  seen_ = seen;
}

GrowthState GrowthLikelihood::operator()(const GrowthParameters& p) const {
  const bool all_seen = vantage_.kind == Vantage::Kind::everything;
  const bool darknet = vantage_.kind == Vantage::Kind::darknet;
  // Unseen hosts for each seen one: K/nu where a host is noticed at rate nu, since nu/K is the
  // darknet's size over N.
  const double unseen_each = all_seen  ? 0
                             : darknet ? p.vulnerable / vantage_.darknet_addresses
                                       : 1 / vantage_.seen_share - 1;
  const double notice_rate = darknet ? p.rate / unseen_each : 0;
  const double noise = p.noise * p.noise;
  Filter filter;
  filter.seen = seen_first_;
  filter.infected = std::min(seen_first_ * (1 + unseen_each), std::max(p.vulnerable, seen_first_));
  filter.variance = seen_first_ * unseen_each * (1 + unseen_each);
  GrowthState state;
  for (const auto& step : steps_) {
    const double most = p.vulnerable - step.patched, capacity = most - step.isolated;
    const double growth =
        p.rate * step.length * step.contact_rate * std::max(capacity, 0.0) / p.vulnerable;
    const int parts = all_seen ? 1 : step.parts;
    const double waited = notice_rate * step.contact_rate * step.length / parts;
    const double later = darknet ? -std::expm1(-waited) : 0;
    const double at_birth = darknet    ? (waited > 1e-6 ? 1 - later / waited : waited / 2)
                            : all_seen ? 1
                                       : vantage_.seen_share;
    filter.begin_step();
    for (int part = 0; part < parts; ++part)
      filter.advance(births_of(filter.infected - step.isolated, capacity, growth / parts), at_birth,
                     later, noise * parts);
    state.log_likelihood += filter.learn(step.count, most);
    if (state.log_likelihood == -std::numeric_limits<double>::infinity()) break;
  }
  state.infected = filter.infected;
  state.infected_variance = filter.variance;
  return state;
}

}  // namespace cordon::epidemic
