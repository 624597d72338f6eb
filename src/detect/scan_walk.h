// A walk over the first contacts that one client makes on one service, in the order of time: when
// does it begin to scan?
//
// A one-sided sequential test (CUSUM): each first contact adds the log-likelihood ratio of scanning
// against serving: of its failing or succeeding, and of the pause before it. The sum never falls
// below 0, so that a long good past does not hide a turn to the bad. Onset is the first of the
// quick contacts among which the run began that passed the threshold: a scanner's first may
// succeed. Sources: Schechter, Jung, Berger 2004 (reverse sequential test); Jung, Milito, Paxson
// 2007 (RBS: the rate of first contacts). Bounds: constant memory. Pure.
#pragma once

#include <optional>

#include "base/time.h"
#include "evidence/contact.h"

namespace cordon::detect {

/// Shares of first contacts that succeed, and the mean pauses between them.
inline constexpr double kServerSucceeds = 0.7, kScannerSucceeds = 0.2;
inline constexpr double kServerPause = 60, kScannerPause = 4;  // seconds
inline constexpr double kQuick = 3 * kScannerPause;
/// ln(0.99 / 0.00005): one false alarm in twenty thousand walks, 99 % of scanners found.
inline constexpr double kScanThreshold = 9.9;

class ScanWalk {
 public:
  /// The next first contact; contacts come by time. `alive`: the server answered somebody once. Its
  /// failing now says nothing: in an outage all its clients fail.
  void step(const evidence::Contact& contact, bool alive);

  bool scans() const { return onset_.has_value(); }
  /// The contact with which it began at the earliest, and the first that failed: between these it
  /// turned. Only where it scans.
  const evidence::Contact& onset() const { return **onset_; }
  const evidence::Contact& first_failure() const { return *failure_; }
  std::size_t contacts() const { return contacts_; }  // since the onset
  std::size_t failed() const { return failed_; }      // of these

 private:
  void add(double ratio);

  double sum_ = 0;
  Time last_ = kNoTime;
  const evidence::Contact* run_ = nullptr;    // where the present run began
  const evidence::Contact* quick_ = nullptr;  // where contacts began to follow quickly
  const evidence::Contact* failure_ = nullptr;
  std::size_t contacts_ = 0, failed_ = 0;
  std::optional<const evidence::Contact*> onset_;
};

}  // namespace cordon::detect
