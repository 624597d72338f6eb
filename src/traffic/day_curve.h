// How busy each hour of the day is: ordinary traffic comes and goes with people's day (UTC).
// Threads: plain values.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"

namespace cordon::traffic {

class DayCurve {
 public:
  DayCurve() { hours_.fill(1); }  // every hour alike
  /// "flat", "office", "web", or 24 numbers with commas between, for 0 to 23 o'clock: only their
  /// proportions count.
  static Result<DayCurve> parse(std::string_view text);

  const std::string& text() const { return text_; }
  /// The rate at that time; its mean over the day is 1. Between full hours it changes evenly.
  double at(Time time) const;
  /// When the next event comes, where the mean over the day is one every `mean` seconds.
  Time after(Time now, double mean, Random& random) const;

 private:
  std::string text_ = "flat";
  std::array<double, 24> hours_{};
};

}  // namespace cordon::traffic
