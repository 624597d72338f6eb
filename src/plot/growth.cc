#include "plot/growth.h"

#include <algorithm>

#include "plot/chart.h"
#include "plot/thin.h"

namespace cordon::plot {
namespace {

using Swatch = LegendEntry::Swatch;

bool any_known(const std::vector<FanPoint>& fan, double FanPoint::*of) {
  return std::any_of(fan.begin(), fan.end(), [&](const FanPoint& p) { return is_known(p.*of); });
}

std::vector<LegendEntry> legend_of(const Growth& growth) {
  std::vector<LegendEntry> legend;
  if (!growth.observed.empty()) legend.push_back({Swatch::dot, "seen", growth.observed_name});
  if (any_known(growth.fan, &FanPoint::median))
    legend.push_back({Swatch::line, "curve s0", growth.median_name});
  if (any_known(growth.fan, &FanPoint::high50))
    legend.push_back({Swatch::band, "f0 inner", "50 % interval"});
  if (any_known(growth.fan, &FanPoint::high90))
    legend.push_back({Swatch::band, "f0 outer", "90 % interval"});
  return legend;
}

}  // namespace

std::string growth_svg(const Growth& growth) {
  const std::vector<FanPoint> fan = thinned(growth.fan);
  const std::vector<Point> observed = thinned(growth.observed);
  Extent across(growth.x.logarithmic), up(growth.y.logarithmic);
  for (const FanPoint& point : fan) across.add(point.x), up.add(point);
  for (const Point& point : observed) across.add(point.x), up.add(point.y);
  for (const Mark& mark : growth.marks) (mark.along == Mark::Along::x ? across : up).add(mark.at);
  if (!growth.y.logarithmic) up.add(0);
  Chart chart({growth.captions, growth.x, growth.y,
               ends_of(growth.x, across.low(), across.high(), false),
               ends_of(growth.y, up.low(), up.high(), true), legend_of(growth)});
  chart.band(fan, &FanPoint::low90, &FanPoint::high90, "f0 outer");
  chart.band(fan, &FanPoint::low50, &FanPoint::high50, "f0 inner");
  chart.curve(fan, &FanPoint::median, "curve s0", growth.median_name);
  chart.dots(observed, "seen");
  chart.marks(growth.marks);
  return chart.done();
}

}  // namespace cordon::plot
