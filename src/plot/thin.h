// Fewer points for the same picture: sorted by x, what is not known left out, and of each narrow
// stretch of x only the least and the greatest, so that no peak is lost.
#pragma once

#include <vector>

#include "plot/values.h"

namespace cordon::plot {

inline constexpr std::size_t kMostPoints = 600;  // of one curve: more than a line has pixels

std::vector<Point> thinned(std::vector<Point> points, std::size_t most = kMostPoints);
/// By the median, or where it is not known the upper end. Points of unknown x are left out; unknown
/// quantiles stay.
std::vector<FanPoint> thinned(std::vector<FanPoint> points, std::size_t most = kMostPoints);

}  // namespace cordon::plot
