// The reproduction number R over time: how many a host infects. Above the line R = 1 an outbreak
// grows, below it dies.
//
// Bounds: as in growth.h. Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "plot/terminal.h"
#include "plot/values.h"

namespace cordon::plot {

struct Reproduction {
  Captions captions;
  Axis x{"", Unit::duration, false, {}, {}};
  Axis y{"reproduction number R", Unit::number, false, {}, {}};
  std::vector<FanPoint> r;
  std::vector<Mark> marks;
};

/// An SVG of 800 x 450.
std::string reproduction_svg(const Reproduction& reproduction);
std::string reproduction_text(const Reproduction& reproduction, const Terminal& terminal);

}  // namespace cordon::plot
