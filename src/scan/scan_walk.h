// A walk over the first contacts that one client makes on one service, in the order of time: when
// did it begin to scan? For looking back: it keeps pointers to its caller's contacts.
//
// The reverse sequential test (reverse_walk.h) with a second kind of evidence, the pause before
// each contact. Onset is the first of the quick contacts among which the run began that passed the
// threshold: a scanner's first may succeed. Sources: Schechter, Jung, Berger 2004; Jung, Milito,
// Paxson 2007 (RBS: the rate of first contacts). Bounds: constant memory. Pure.
#pragma once

#include "base/time.h"
#include "evidence/contact.h"
#include "scan/reverse_walk.h"

namespace cordon::scan {

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
  void step(const evidence::Contact& contact, bool alive, double threshold = kScanThreshold);

  bool scans() const { return walk_.scans(); }
  /// The contact with which it began at the earliest, and the first that failed: between these it
  /// turned. Only where it scans.
  const evidence::Contact& onset() const { return *walk_.onset(); }
  const evidence::Contact& first_failure() const { return *walk_.first_failure(); }
  std::size_t contacts() const { return walk_.contacts(); }  // since the onset
  std::size_t failed() const { return walk_.failed(); }      // of these
  double sum() const { return walk_.sum(); }

 private:
  ReverseWalk<const evidence::Contact*> walk_;
  Time last_ = kNoTime;
  const evidence::Contact* quick_ = nullptr;  // where contacts began to follow quickly
};

}  // namespace cordon::scan
