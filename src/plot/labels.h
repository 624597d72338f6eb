// Finds places for words so that none lies on another, and few on the data.
//
// Bounds: candidates are tried in their order; the work is labels x (labels + things to avoid), and
// callers bound both. Threads: one.
#pragma once

#include <optional>
#include <vector>

#include "plot/values.h"

namespace cordon::plot {

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  bool holds(const Point& p) const {
    return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom;
  }
  bool meets(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  bool is_within(const Box& outer) const {
    return left >= outer.left && right <= outer.right && top >= outer.top && bottom <= outer.bottom;
  }
};

class Labels {
 public:
  explicit Labels(Box area) : area_(area) {}

  /// A point of the data: better not covered.
  void avoid(const Point& point) { avoided_.push_back(point); }
  /// A place that is taken: never covered.
  void take(const Box& box) { taken_.push_back(box); }
  /// The free candidate that covers the fewest points, the first of equals, taken from now on;
  /// nothing where none is free.
  std::optional<Box> put(const std::vector<Box>& candidates);

 private:
  Box area_;
  std::vector<Box> taken_;
  std::vector<Point> avoided_;
};

/// Moves heights apart that stand in a column, in their order, so that each is `gap` below the one
/// before and all lie within top..bottom where there is room. `wanted` is sorted.
std::vector<double> spread(const std::vector<double>& wanted, double gap, double top,
                           double bottom);

}  // namespace cordon::plot
