// The search behind growth_posterior(): for each N the K that suits the counts best, and the range
// of N that matters. Internal to it.
//
// K and N are bound to each other by a ridge; it is climbed once, then followed from one N to the
// next, while the steps in N narrow on where the weight lies. Deterministic. Borrows the likelihood
// and the prior.
#pragma once

#include <limits>
#include <utility>
#include <vector>

#include "epidemic/growth_posterior.h"

namespace cordon::epidemic {

/// Log density of what cannot be.
inline constexpr double kNone = -std::numeric_limits<double>::infinity();
/// Log weight below the highest that no longer matters.
inline constexpr double kFar = 12;

/// The best rate for a population, and the bell around it.
struct Ridge {
  double log_rate = 0, deviation = 0.1, log_density = kNone;
  /// Of the whole bell (Laplace's approximation).
  double log_evidence() const;
};

struct SizeNode {
  double vulnerable = 0, low = 0, high = 0;  // N, and the bounds up to which it speaks
  Ridge ridge;
};

class GrowthSearch {
 public:
  GrowthSearch(const GrowthLikelihood& likelihood, const GrowthPrior& prior, double noise);

  GrowthState state(double log_rate, double vulnerable) const;
  double log_prior(double log_rate, double vulnerable) const;

  /// The values of N that matter, rising.
  std::vector<SizeNode> run() const;

 private:
  double log_density(double log_rate, double vulnerable) const;
  double excess_scale(double vulnerable) const;
  double from_excess(double scale) const;
  std::vector<SizeNode> grid(double low, double high, int count, const SizeNode& start) const;
  void follow(std::vector<SizeNode>& nodes, std::size_t from, std::size_t to, Ridge last) const;
  SizeNode rough() const;
  Ridge best_rung(double vulnerable, bool with_prior) const;
  Ridge climb(double vulnerable, const Ridge& start) const;

  const GrowthLikelihood& likelihood_;
  const GrowthPrior& prior_;
  double noise_, least_, most_;
};

}  // namespace cordon::epidemic
