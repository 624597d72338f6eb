// A histogram for a terminal, in blocks of an eighth of a row.
//
// Bounds: more bins than columns are added up in stretches, so that all are counted. Threads: pure
// functions.
#pragma once

#include <string>
#include <vector>

#include "plot/terminal.h"
#include "plot/values.h"

namespace cordon::plot {

struct Histogram {
  Captions captions;
  Axis x{"", Unit::duration, false, {}, {}};
  Axis y{"", Unit::number, false, {}, {}};
  double start = 0;  // of the first bin
  double width = 1;  // of each; above 0
  std::vector<double> counts;
};

std::string histogram_text(const Histogram& histogram, const Terminal& terminal);

}  // namespace cordon::plot
