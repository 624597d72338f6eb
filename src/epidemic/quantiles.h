// What an estimate may say: five quantiles, or that it is not known and why.
// Plain values; pure.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cordon::epidemic {

/// At 5, 25, 50, 75 and 95 %: the middle, the interval that holds it half the time (q25 to q75)
/// and nine times in ten (q5 to q95).
struct Quantiles {
  double q5 = 0, q25 = 0, q50 = 0, q75 = 0, q95 = 0;
};

/// A figure with its uncertainty, or the reason why the data do not hold it.
struct Estimate {
  std::optional<Quantiles> known;
  std::string unknown_because;     // where it is not known
  std::optional<double> at_least;  // what can be said all the same (95 %)

  static Estimate of(const Quantiles& quantiles) { return {quantiles, {}, {}}; }
  static Estimate unknown(std::string why, std::optional<double> at_least = {}) {
    return {{}, std::move(why), at_least};
  }
};

/// A log-normal distribution: what is known of a positive figure beforehand.
struct LogNormal {
  double median = 1;
  double log_deviation = 1;  // standard deviation of its logarithm

  /// The one whose middle 90 % lie between the two, 0 < low < high.
  static LogNormal between(double low, double high);
  /// log density of log x.
  double log_density_of_log(double x) const;
  /// What both say together.
  LogNormal and_also(const LogNormal& other) const;
};

struct Weighted {
  double value = 0, weight = 0;
};
/// Of weighted points: the distribution rises linearly from the middle of one's weight to the next.
/// CHECKs that there is one with weight.
Quantiles quantiles_of(std::vector<Weighted> points);
/// Of draws that weigh the same.
Quantiles quantiles_of_draws(std::vector<double> draws);

}  // namespace cordon::epidemic
