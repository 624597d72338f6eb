#include "plot/reproduction.h"

#include "plot/chart.h"
#include "plot/thin.h"

namespace cordon::plot {

std::string reproduction_svg(const Reproduction& reproduction) {
  const std::vector<FanPoint> r = thinned(reproduction.r);
  const Axis &x = reproduction.x, &y = reproduction.y;
  Extent across(x.logarithmic), up(y.logarithmic);
  bool inner = false, outer = false;
  for (const FanPoint& point : r) {
    across.add(point.x);
    up.add(point);
    inner |= is_known(point.high50);
    outer |= is_known(point.high90);
  }
  up.add(1.2);  // the line R = 1, with room above it
  up.add(0);
  std::vector<LegendEntry> legend{{LegendEntry::Swatch::line, "curve s0", "R, median"}};
  if (inner) legend.push_back({LegendEntry::Swatch::band, "f0 inner", "50 % interval"});
  if (outer) legend.push_back({LegendEntry::Swatch::band, "f0 outer", "90 % interval"});
  Chart chart({reproduction.captions, x, y, ends_of(x, across.low(), across.high(), false),
               ends_of(y, up.low(), up.high(), true), legend});
  chart.shade_above(1, "f1 zone");
  chart.band(r, &FanPoint::low90, &FanPoint::high90, "f0 outer");
  chart.band(r, &FanPoint::low50, &FanPoint::high50, "f0 inner");
  chart.curve(r, &FanPoint::median, "curve s0", "R");
  std::vector<Mark> marks{{Mark::Along::y, 1, "R = 1: above it grows"}};
  marks.insert(marks.end(), reproduction.marks.begin(), reproduction.marks.end());
  chart.marks(marks);
  return chart.done();
}

}  // namespace cordon::plot
