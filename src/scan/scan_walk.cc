#include "scan/scan_walk.h"

#include <cmath>

namespace cordon::scan {
namespace {

const Steps kOutcome = steps_of({kServerSucceeds, kScannerSucceeds});

// Pauses are exponential under both; a long one speaks against scanning, without bound.
double of_pause(double seconds) {
  return std::log(kServerPause / kScannerPause) - seconds * (1 / kScannerPause - 1 / kServerPause);
}

}  // namespace

void ScanWalk::step(const evidence::Contact& contact, bool alive, double threshold) {
  const bool failed = contact.established == 0;
  if (failed && alive) return;
  // Before the first contact there is no pause; it counts as one that says nothing.
  const double pause = last_ == kNoTime ? kServerPause : seconds(contact.first - last_);
  if (last_ != kNoTime) walk_.add(of_pause(pause));
  last_ = contact.first;
  if (pause > kQuick) quick_ = &contact;
  walk_.add(kOutcome.of(failed));
  walk_.count(&contact, quick_, failed);
  // A quick client whose contacts succeed is no scanner: it loads a page of many hosts.
  walk_.decide(threshold);
}

}  // namespace cordon::scan
