// Several curves in one picture, as of a what-if: nothing done, patched, isolated after 5 minutes.
//
// Each curve differs in colour and in dashes, and its name stands at its end, where the names are
// moved apart. Bounds: kMostCurves, those beyond are left out and said to be; otherwise as in
// growth.h. Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "plot/terminal.h"
#include "plot/values.h"

namespace cordon::plot {

inline constexpr std::size_t kMostCurves = 12;

struct Comparison {
  struct Curve {
    std::string name;
    std::vector<FanPoint> points;  // bands are drawn where their quantiles are known
  };
  Captions captions;
  Axis x{"", Unit::duration, false, {}, {}};
  Axis y{"infected hosts", Unit::number, false, {}, {}};
  std::vector<Curve> curves;
  std::vector<Mark> marks;
};

/// An SVG of 800 x 450.
std::string comparison_svg(const Comparison& comparison);
/// The same for a terminal, without bands.
std::string comparison_text(const Comparison& comparison, const Terminal& terminal);

}  // namespace cordon::plot
