// From a value to its place on paper: linear or logarithmic. Never answers with what is not finite.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "plot/values.h"

namespace cordon::plot {

class Scale {
 public:
  /// low < high; both above 0 where it is logarithmic. `start` and `end` are the places of the two,
  /// in either order.
  Scale(double low, double high, bool logarithmic, double start, double end)
      : low_(low), high_(high), logarithmic_(logarithmic), start_(start), end_(end) {
    CHECK(is_known(low) && is_known(high) && low < high && (!logarithmic || low > 0));
  }

  /// A value beyond the ends has a place beyond them, but not further than one length away.
  double at(double value) const {
    const double share = logarithmic_
                             ? value <= 0 ? -1 : std::log(value / low_) / std::log(high_ / low_)
                             : value / (high_ - low_) - low_ / (high_ - low_);
    return start_ + std::clamp(share, -1.0, 2.0) * (end_ - start_);
  }
  bool holds(double value) const { return value >= low_ && value <= high_; }
  double low() const { return low_; }
  double high() const { return high_; }
  double start() const { return start_; }
  double end() const { return end_; }

 private:
  double low_, high_;
  bool logarithmic_;
  double start_, end_;
};

}  // namespace cordon::plot
