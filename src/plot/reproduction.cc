#include "plot/reproduction.h"

#include "plot/chart.h"
#include "plot/text_chart.h"
#include "plot/thin.h"

namespace cordon::plot {
namespace {

struct Shown {
  std::vector<FanPoint> r;
  std::vector<Mark> marks;
  Ends across, up;
  bool inner = false, outer = false;  // bands
};

Shown shown_of(const Reproduction& reproduction) {
  Shown shown;
  shown.r = thinned(reproduction.r);
  shown.marks.push_back({Mark::Along::y, 1, "R = 1: above it grows"});
  shown.marks.insert(shown.marks.end(), reproduction.marks.begin(), reproduction.marks.end());
  Extent across(reproduction.x.is_logarithmic()), up(reproduction.y.is_logarithmic());
  for (const FanPoint& point : shown.r) {
    across.add(point.x);
    up.add(point);
    shown.inner |= is_known(point.high50);
    shown.outer |= is_known(point.high90);
  }
  up.add(1.2);  // the line R = 1, with room above it
  up.add(0);
  shown.across = ends_of(reproduction.x, across.low(), across.high(), false);
  shown.up = ends_of(reproduction.y, up.low(), up.high(), true);
  return shown;
}

}  // namespace

std::string reproduction_svg(const Reproduction& reproduction) {
  const Shown shown = shown_of(reproduction);
  std::vector<LegendEntry> legend{{LegendEntry::Swatch::line, "curve s0", "R, median"}};
  if (shown.inner) legend.push_back({LegendEntry::Swatch::band, "f0 inner", "50 % interval"});
  if (shown.outer) legend.push_back({LegendEntry::Swatch::band, "f0 outer", "90 % interval"});
  Chart chart(
      {reproduction.captions, reproduction.x, reproduction.y, shown.across, shown.up, legend});
  chart.shade_above(1, "f1 zone");
  chart.band(shown.r, &FanPoint::low90, &FanPoint::high90, "f0 outer");
  chart.band(shown.r, &FanPoint::low50, &FanPoint::high50, "f0 inner");
  chart.curve(shown.r, &FanPoint::median, "curve s0", "R");
  chart.marks(shown.marks);
  return chart.done();
}

std::string reproduction_text(const Reproduction& reproduction, const Terminal& terminal) {
  const Shown shown = shown_of(reproduction);
  std::vector<std::pair<Layer, std::string>> legend{{Layer::median, "R, median"}};
  if (shown.inner) legend.emplace_back(Layer::inner, "50 %");
  if (shown.outer) legend.emplace_back(Layer::outer, "90 %");
  TextChart chart(
      {reproduction.captions, reproduction.x, reproduction.y, shown.across, shown.up, legend},
      terminal);
  chart.band(shown.r, &FanPoint::low90, &FanPoint::high90, Layer::outer);
  chart.band(shown.r, &FanPoint::low50, &FanPoint::high50, Layer::inner);
  chart.curve(shown.r, &FanPoint::median, Layer::median);
  chart.marks(shown.marks);
  return chart.done();
}

}  // namespace cordon::plot
