#include "plot/growth.h"

#include <algorithm>

#include "plot/chart.h"
#include "plot/text_chart.h"
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

// What both pictures show, and how far the axes go.
struct Shown {
  std::vector<FanPoint> fan;
  std::vector<Point> observed;
  Ends across, up;
};

Shown shown_of(const Growth& growth) {
  Shown shown{thinned(growth.fan), thinned(growth.observed), {}, {}};
  Extent across(growth.x.is_logarithmic()), up(growth.y.is_logarithmic());
  for (const FanPoint& point : shown.fan) across.add(point.x), up.add(point);
  for (const Point& point : shown.observed) across.add(point.x), up.add(point.y);
  for (const Mark& mark : growth.marks) (mark.along == Mark::Along::x ? across : up).add(mark.at);
  if (!growth.y.is_logarithmic()) up.add(0);
  shown.across = ends_of(growth.x, across.low(), across.high(), false);
  shown.up = ends_of(growth.y, up.low(), up.high(), true);
  return shown;
}

}  // namespace

std::string growth_svg(const Growth& growth) {
  const Shown shown = shown_of(growth);
  Chart chart({growth.captions, growth.x, growth.y, shown.across, shown.up, legend_of(growth)});
  chart.band(shown.fan, &FanPoint::low90, &FanPoint::high90, "f0 outer");
  chart.band(shown.fan, &FanPoint::low50, &FanPoint::high50, "f0 inner");
  chart.curve(shown.fan, &FanPoint::median, "curve s0", growth.median_name);
  chart.dots(shown.observed, "seen");
  chart.marks(growth.marks);
  return chart.done();
}

std::string growth_text(const Growth& growth, const Terminal& terminal) {
  const Shown shown = shown_of(growth);
  std::vector<std::pair<Layer, std::string>> legend;
  if (!shown.observed.empty()) legend.emplace_back(Layer::seen, growth.observed_name);
  if (any_known(shown.fan, &FanPoint::median))
    legend.emplace_back(Layer::median, growth.median_name);
  if (any_known(shown.fan, &FanPoint::high50)) legend.emplace_back(Layer::inner, "50 %");
  if (any_known(shown.fan, &FanPoint::high90)) legend.emplace_back(Layer::outer, "90 %");
  TextChart chart({growth.captions, growth.x, growth.y, shown.across, shown.up, legend}, terminal);
  chart.band(shown.fan, &FanPoint::low90, &FanPoint::high90, Layer::outer);
  chart.band(shown.fan, &FanPoint::low50, &FanPoint::high50, Layer::inner);
  chart.curve(shown.fan, &FanPoint::median, Layer::median);
  chart.dots(shown.observed, Layer::seen);
  chart.marks(growth.marks);
  return chart.done();
}

}  // namespace cordon::plot
