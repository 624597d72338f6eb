// Reverse sequential test: has this host, which was benign, begun to scan? A one-sided walk (CUSUM)
// over its first contacts on one service.
//
// Each adds its log-likelihood ratio of scanning against serving, and the sum never falls below 0,
// so that a long good past does not hide a turn to the bad. The paper's parameters: theta0 0.7,
// theta1 0.1, alpha 0.00005, beta 0.99: ten failures in a row tell a scanner. `Mark` is what the
// caller remembers a contact by. Bounds: constant memory. Source: Schechter, Jung, Berger 2004.
#pragma once

#include <cstdint>

#include "scan/likelihood.h"

namespace cordon::scan {

inline constexpr Hypotheses kTurning{0.7, 0.1};
inline constexpr Errors kTurningErrors{0.00005, 0.99};

template <typename Mark>
class ReverseWalk {
 public:
  /// Adds evidence; where it brings the sum to 0, the run so far is forgotten.
  void add(double ratio) {
    sum_ += static_cast<float>(ratio);
    if (sum_ > 0 || scans_) return;
    *this = {};
  }
  /// Counts a contact of the present run, if there is one; a run that is new begins at `begins`.
  void count(const Mark& here, const Mark& begins, bool failed) {
    if (!scans_ && sum_ <= 0) return;
    if (contacts_ == 0) onset_ = begins;
    if (failed && failed_ == 0) failure_ = here;
    ++contacts_;
    failed_ += failed;
  }
  /// True where this contact decides that it scans: at least half of the run must have failed.
  bool decide(double threshold = kTurningErrors.accept()) {
    if (scans_ || sum_ < threshold || failed_ * 2 < contacts_) return false;
    return scans_ = true;
  }
  /// All three for a contact that was outcome alone.
  bool step(const Mark& here, bool failed, const Steps& steps, double threshold) {
    add(steps.of(failed));
    count(here, here, failed);
    return decide(threshold);
  }

  bool scans() const { return scans_; }
  /// Where the run began that passed the threshold, and its first contact that failed.
  const Mark& onset() const { return onset_; }
  const Mark& first_failure() const { return failure_; }
  std::uint32_t contacts() const { return contacts_; }  // since the onset
  std::uint32_t failed() const { return failed_; }      // of these
  float sum() const { return sum_; }

 private:
  Mark onset_{}, failure_{};
  float sum_ = 0;
  std::uint32_t contacts_ = 0, failed_ = 0;
  bool scans_ = false;
};

}  // namespace cordon::scan
