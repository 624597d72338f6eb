// Where an axis has its ticks and what stands at them: round numbers, decades, round spans of time,
// hours and days of the calendar (UTC). Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "plot/values.h"

namespace cordon::plot {

inline constexpr std::size_t kMostTicks = 40;  // of one axis, whatever was asked for

struct Tick {
  double at = 0;
  std::string label;
  std::string below;  // a clock's day, where it changes
};

struct Ticks {
  std::vector<Tick> major;
  std::vector<double> minor;  // without words
};

/// At most about `most` of them, all within low..high, which are known and not equal.
Ticks ticks_of(const Axis& axis, double low, double high, std::size_t most);

struct Ends {
  double low = 0, high = 1;
};
/// The ends an axis needs for values between low and high: what the axis itself says, else moved
/// out to round numbers where `rounded`; never equal, above 0 where the axis is logarithmic.
Ends ends_of(const Axis& axis, double low, double high, bool rounded);

/// One value of an axis in words, for labels.
std::string value_text(const Axis& axis, double value);

}  // namespace cordon::plot
