// What a picture is made of: points, fans of quantiles, marks, and how an axis is to be read.
//
// Values may come from anywhere: what is not finite, or beyond kLargest, is left out of the picture
// (a line is broken there), never written. Owners: the caller. Threads: plain values.
#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace cordon::plot {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kLargest = 1e300;  // so that the difference of two is finite too

inline bool is_known(double value) { return std::fabs(value) <= kLargest; }

struct Point {
  double x = 0, y = 0;
};

/// Quantiles at one x: the median and the ends of the central 50 % and 90 %. Those that are not
/// known stay kUnknown and are not drawn.
struct FanPoint {
  double x = 0, median = kUnknown;
  double low50 = kUnknown, high50 = kUnknown, low90 = kUnknown, high90 = kUnknown;
};

/// How an axis' values are said: counts; shares of one as per cent; seconds as spans of time;
/// seconds since 1970 as a clock and calendar in UTC.
enum class Unit { number, share, duration, clock };

struct Axis {
  std::string title;
  Unit unit = Unit::number;
  bool logarithmic = false;         // for number and share; what is not above 0 is at the bottom
  std::optional<double> low, high;  // ends; else as the data need

  bool is_logarithmic() const {
    return logarithmic && (unit == Unit::number || unit == Unit::share);
  }
};

/// A line at one x or y, with words at it.
struct Mark {
  enum class Along { x, y };
  Along along = Along::x;
  double at = 0;
  std::string label;
};

inline constexpr std::size_t kMostMarks = 16;  // of one picture; more could not be read

struct Captions {
  std::string title, subtitle;
};

}  // namespace cordon::plot
