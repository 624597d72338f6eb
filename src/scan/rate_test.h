// Rate-based test: does this host reach new hosts on a service faster than it ever used to? For
// worms whose contacts succeed, as those with a hit list: failures are not asked for.
//
// Pauses between first contacts are exponential, of rate lambda0 for the benign and lambda1 for a
// worm: a contact adds ln(lambda1 / lambda0) - (lambda1 - lambda0) * pause, one-sided as in
// reverse_walk.h. lambda0 is kMargin times the host's own earlier rate, at least kServerRate;
// lambda1 is kTimesFaster times that. A burst within kBurst counts as one: a page of many hosts.
// Speed alone names nobody a scanner; scan_watch.h asks it only of hosts that themselves serve the
// service that they contact. Bounds: constant memory (56 bytes). Source: Jung, Milito, Paxson 2007.
#pragma once

#include <algorithm>

#include "scan/likelihood.h"
#include "scan/opening.h"

namespace cordon::scan {

class RateTest {
 public:
  struct Parameters {
    double server_rate = 1.0 / 60;  // first contacts per second
    double margin = 3, times_faster = 10;
    Duration burst = 200ms;
    std::uint32_t least_contacts = 8;
    double threshold = Errors{0.00005, 0.99}.accept();
  };

  /// The next first contact. True where this one decides that it is too fast.
  bool step(const Mark& here, const Parameters& p) {
    if (began_ == kNoTime) began_ = here.at;
    const Duration pause = last_ == kNoTime ? Duration::max() : here.at - last_;
    if (run_ == 0) onset_ = here;
    ++run_;
    if (last_ != kNoTime && pause < p.burst) return false;
    if (last_ != kNoTime) {
      const double lambda0 = std::max(p.server_rate, p.margin * earlier_rate(here.at));
      const double more = (p.times_faster - 1) * lambda0;
      sum_ += static_cast<float>(std::log(p.times_faster) - more * seconds(pause));
    }
    last_ = here.at;
    if (sum_ <= 0 && !fast_) {
      earlier_ += run_ - 1;
      run_ = 1;  // a run may begin with this one
      sum_ = 0;
      onset_ = here;
    }
    if (fast_ || sum_ < p.threshold || run_ < p.least_contacts) return false;
    return fast_ = true;
  }

  bool fast() const { return fast_; }
  const Mark& onset() const { return onset_; }
  std::uint32_t contacts() const { return run_; }  // since the onset
  float sum() const { return sum_; }

 private:
  // As if it had been quiet for a minute before it was first seen.
  double earlier_rate(Time now) const {
    return earlier_ / (60 + std::max(0.0, seconds(now - began_)));
  }

  Mark onset_;
  Time began_ = kNoTime, last_ = kNoTime;
  float sum_ = 0;
  std::uint32_t run_ = 0, earlier_ = 0;
  bool fast_ = false;
};

}  // namespace cordon::scan
