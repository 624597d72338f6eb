// The growth of an outbreak: what was observed, and its forecast as a fan.
//
// Bounds: curves are thinned to kMostPoints, marks beyond kMostMarks are left out. Sizes and times
// may be of any magnitude. Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "plot/terminal.h"
#include "plot/values.h"

namespace cordon::plot {

struct Growth {
  Captions captions;
  Axis x{"", Unit::duration, false, {}, {}};
  Axis y{"infected hosts", Unit::number, false, {}, {}};
  std::vector<FanPoint> fan;  // by any order of x
  std::vector<Point> observed;
  std::vector<Mark> marks;
  std::string median_name = "median", observed_name = "observed";  // as the legend has them
};

/// An SVG of 800 x 450.
std::string growth_svg(const Growth& growth);
/// The same for a terminal, as lines.
std::string growth_text(const Growth& growth, const Terminal& terminal);

}  // namespace cordon::plot
