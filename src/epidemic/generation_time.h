// The generation time: how long from a host's infection to one that it infects, as a gamma
// distribution measured from an account's own tree.
//
// Every candidate parent counts by its probability. What is measured at a moment while an outbreak
// grows is short of the truth, since young parents abound: untilted() undoes that (Park et al.
// 2021: forward and backward intervals differ by e^{growth * lag}). Pure values.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "epidemic/quantiles.h"
#include "trace/account.h"

namespace cordon::epidemic {

/// With fewer lags, weights summed, nothing is fitted.
inline constexpr double kFewestLags = 8;
/// Below it a lag is taken as this long: clocks and captures resolve no better.
inline constexpr double kShortestLag = 1e-6;  // seconds

struct GenerationTime {
  double shape = 1, scale = 1;  // seconds
  double lags = 0;              // weights summed: how many it is made of

  double mean() const { return shape * scale; }
  /// P(a lag is at most so long).
  double below(double seconds) const;
  /// As it would be if the outbreak did not grow at this rate (per second). Nothing where the rate
  /// is too high for it: then parents never stop, and R has no finite value.
  std::optional<GenerationTime> untilted(double growth) const;
};

/// By maximum likelihood, weighted. Fails below kFewestLags.
Result<GenerationTime> fit_generation_time(const std::vector<Weighted>& lags);

/// Lags from parents in the account to their children, each weighted by the parent's probability
/// times the child's confidence; sorted by time of the child. Parents without a time, unseen ones,
/// and those later than the child are left out.
std::vector<Weighted> lags_of(const trace::Outbreak& outbreak);

/// P(a case of one step infects one s steps later), s = 0, 1, ...: both moments are spread over
/// their steps. As many as hold all but 1e-4, `most` at most; sums to 1 with what lies beyond cut.
std::vector<double> by_steps(const GenerationTime& time, double step, std::size_t most);

}  // namespace cordon::epidemic
