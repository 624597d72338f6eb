#include "detect/scan_walk.h"

#include <algorithm>
#include <cmath>

namespace cordon::detect {
namespace {

double of_outcome(bool failed) {
  return failed ? std::log((1 - kScannerSucceeds) / (1 - kServerSucceeds))
                : std::log(kScannerSucceeds / kServerSucceeds);
}

// Pauses are exponential under both; a long one speaks against scanning, without bound.
double of_pause(double seconds) {
  return std::log(kServerPause / kScannerPause) - seconds * (1 / kScannerPause - 1 / kServerPause);
}

}  // namespace

void ScanWalk::step(const evidence::Contact& contact, bool alive) {
  const bool failed = contact.established == 0;
  if (failed && alive) return;
  // Before the first contact there is no pause; it counts as one that says nothing.
  const double pause = last_ == kNoTime ? kServerPause : seconds(contact.first - last_);
  if (last_ != kNoTime) add(of_pause(pause));
  last_ = contact.first;
  if (pause > kQuick) quick_ = &contact;
  add(of_outcome(failed));
  if (scans() || sum_ > 0) {
    if (run_ == nullptr) run_ = quick_;
    if (failed && failed_ == 0) failure_ = &contact;
    ++contacts_;
    failed_ += failed;
  }
  // A quick client whose contacts succeed is no scanner: it loads a page of many hosts.
  if (!scans() && sum_ >= kScanThreshold && failed_ * 2 >= contacts_) onset_ = run_;
}

void ScanWalk::add(double ratio) {
  sum_ += ratio;
  if (sum_ > 0 || scans()) return;
  sum_ = 0;
  run_ = nullptr;
  contacts_ = failed_ = 0;
}

}  // namespace cordon::detect
