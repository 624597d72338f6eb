// Early warning: is there a worm in this noise? The trend tells, not the burst.
//
// After C. Zou, L. Gao, W. Gong, D. Towsley, "Monitoring and Early Warning for Internet Worms", CCS
// 2003: a Kalman filter estimates the growth of what a monitor counts (sources or probes in each
// step). A worm makes the estimate settle at a positive constant; noise lets it swing around zero,
// a burst lifts it for a moment. Ours differs from the paper's filter in its state, the counts'
// logarithm and its growth, because a ratio of two noisy counts learns slowly; in its noise, which
// is the counts' own, scaled by how much they turn out to vary; and in that an outlier is believed
// for kClip deviations only. Slow worms show in long steps and fast ones in short ones: three
// filters run side by side. One pass, constant state. Threads: one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "epidemic/counts.h"

namespace cordon::epidemic {

struct EarlyWarningOptions {
  int learn = 10;           // first steps, in which the noise is learned and no alarm given
  int settle = 6;           // steps for which the estimate must hold
  double deviations = 2.5;  // by how many of its own deviations it must lie above zero
  double steadiness = 0.6;  // its range over these steps, as a share of its mean, at most
  double drift = 1.2e-3;    // variance by which the growth may change in a step
};

/// The filter at one length of step.
class TrendFilter {
 public:
  explicit TrendFilter(const EarlyWarningOptions& options) : options_(options) {}

  void add(double count);

  double growth() const { return growth_; }  // of counts' logarithm, per step
  double deviation() const;                  // of growth()
  /// Whether the growth has settled above zero.
  bool settled() const;

 private:
  void begin(double count);
  void learn_noise(double surprise_squared);

  EarlyWarningOptions options_;
  double level_ = 0, growth_ = 0;                               // of the counts' logarithm
  double level_variance_ = 0, both_ = 0, growth_variance_ = 0;  // of these
  double spread_ = 1;  // variance of counts, in units of Poisson's
  std::int64_t seen_ = 0;
  std::vector<double> recent_;  // growths, the last `settle` of them
  int above_ = 0;               // steps in a row that it lay above zero
};

class EarlyWarning {
 public:
  explicit EarlyWarning(const EarlyWarningOptions& options = {});

  /// The next step's count. Whether an alarm has been given.
  bool add(double count);

  bool alarmed() const { return alarmed_at_.has_value(); }
  /// Of counts' logarithm, per step: by the filter that gave the alarm, before it by the shortest.
  double growth() const;
  double deviation() const;

 private:
  struct Scale {
    std::int64_t steps;  // that it joins to one
    double sum = 0;
    TrendFilter filter;
  };
  const Scale& telling() const { return scales_[alarmed_at_.value_or(0)]; }

  std::vector<Scale> scales_;
  std::int64_t seen_ = 0;
  std::optional<std::size_t> alarmed_at_;  // which of scales_
};

struct Warning {
  std::size_t step = 0;  // at whose end it is given
  Time at{};
  double growth = 0, deviation = 0;  // of counts' logarithm, per step
};

/// The first one; nothing where there is none. Steps are taken as alike in length.
std::optional<Warning> warn(const Counts& counts, const EarlyWarningOptions& options = {});

}  // namespace cordon::epidemic
