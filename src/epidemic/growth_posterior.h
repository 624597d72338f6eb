// The exact posterior of the logistic process's rate K and vulnerable population N, on a grid that
// finds its place by itself.
//
// N: from the hosts already seen to the prior's bound, in steps that narrow on where the weight
// lies. For each N the most likely K is looked up and the posterior along K is taken at 11 points
// around it (the trapezoid rule, which for a bell converges faster than any power). The noise
// beyond chance is a third coordinate of a few values. Deterministic; pure; some 2,500
// likelihoods.
#pragma once

#include <optional>
#include <vector>

#include "epidemic/growth_likelihood.h"
#include "epidemic/quantiles.h"

namespace cordon::epidemic {

/// What is believed beforehand. N is log-uniform between its bounds, K log-uniform, or, where the
/// worm's probes per second are known, what follows from these: K = probes/s * N / addresses.
struct GrowthPrior {
  double least_vulnerable = 1, most_vulnerable = 4294967296.0;
  std::optional<LogNormal> scan_rate;      // probes per second of one host
  double probed_addresses = 4294967296.0;  // into which they go, evenly
  bool known_outbreak = false;             // they are infections (an account says so), not what may
                                           // as well be a steady source: do not weigh that
  bool noise = true;                       // whether births may vary by more than chance
};

struct PosteriorNode {
  GrowthParameters parameters;
  GrowthState state;
  double weight = 0;  // all sum to 1
};

/// The weight of N between two bounds.
struct SizeCell {
  double low = 0, high = 0;
  double weight = 0;
  double log_density = 0;  // of log N, but for a constant
};

struct GrowthPosterior {
  std::vector<PosteriorNode> nodes;
  std::vector<SizeCell> sizes;
  double log_evidence = 0;  // log P(counts), priors integrated

  Quantiles vulnerable() const;
  /// The smallest N that the counts do not exclude (likelihood ratio, 95 %, one-sided).
  double least_plausible_vulnerable() const;
  /// Density of log N at the largest N, as a share of its highest: near 0 where the counts, and
  /// not the prior's bound, end the posterior.
  double density_at_bound() const;
};

/// Without nodes where the counts cannot be: births without an infectious host.
GrowthPosterior growth_posterior(const GrowthLikelihood& likelihood, const GrowthPrior& prior);

}  // namespace cordon::epidemic
