#include "plot/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "plot/chart.h"
#include "plot/style.h"
#include "plot/text_chart.h"
#include "plot/thin.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

constexpr double kNameRow = 30, kWidestName = 190, kLeader = 18;
constexpr std::size_t kNameLines = 2;

std::string line_of(std::size_t i) {
  const std::size_t dashes = i / kSeriesColours + i % 2;  // neighbours differ in both
  return fmt::format("curve s{}{}", i % kSeriesColours,
                     dashes == 0 ? "" : fmt::format(" d{}", dashes));
}

struct Shown {
  std::string kind, band;
  std::string name;
  std::vector<FanPoint> points;
  double end = 0;  // the height of its last known median, on paper
};

std::vector<Shown> shown_of(const Comparison& comparison) {
  std::vector<Shown> all;
  for (const auto& curve : comparison.curves) {
    if (all.size() == kMostCurves) break;
    const std::size_t i = all.size();
    all.push_back({line_of(i), fmt::format("f{} outer", i % kSeriesColours), curve.name,
                   thinned(curve.points), 0});
  }
  return all;
}

const FanPoint* last_known(const std::vector<FanPoint>& points) {
  for (std::size_t i = points.size(); i-- > 0;)
    if (is_known(points[i].median)) return &points[i];
  return nullptr;
}

std::vector<std::string> name_lines(const Shown& curve) {
  return wrapped(clean(curve.name), kLabelSize, kWidestName, kNameLines);
}

double margin_for(const std::vector<Shown>& curves) {
  double widest = 0;
  for (const Shown& curve : curves)
    for (const std::string& line : name_lines(curve))
      widest = std::max(widest, text_width(line, kLabelSize));
  return curves.empty() ? 24 : 2 * kLeader + widest + 20;
}

// Names in the order of the ends of their curves, with a line from one to the other.
void draw_names(Chart& chart, std::vector<Shown> curves) {
  for (Shown& curve : curves) {
    const FanPoint* last = last_known(curve.points);
    curve.end = std::clamp(chart.place_of_y(last != nullptr ? last->median : 0), chart.area().top,
                           chart.area().bottom);
  }
  std::stable_sort(curves.begin(), curves.end(),
                   [](const Shown& a, const Shown& b) { return a.end < b.end; });
  std::vector<double> wanted;
  for (const Shown& curve : curves) wanted.push_back(curve.end);
  const double room = chart.area().bottom - chart.area().top;
  const double row =
      std::min(kNameRow, room / static_cast<double>(std::max<std::size_t>(curves.size(), 1)));
  const std::vector<double> heights = spread(wanted, row, chart.area().top, chart.area().bottom);
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const double x = chart.area().right + 4, y = heights[i];
    Path leader;
    leader.move(x, curves[i].end).line(x + kLeader - 6, y).line(x + 2 * kLeader - 6, y);
    chart.svg().path(leader, curves[i].kind + " thin");
    const auto lines = name_lines(curves[i]);
    const bool one = row < kNameRow || lines.size() < 2;
    const double first = one ? y + 4 : y - 3;
    for (std::size_t n = 0; n < lines.size() && (n == 0 || !one); ++n)
      chart.svg().text(x + 2 * kLeader, first + 14 * static_cast<double>(n), lines[n], "strong");
  }
}

struct Picture {
  std::vector<Shown> curves;
  Captions captions;
  Ends across, up;
};

Picture picture_of(const Comparison& comparison) {
  Picture picture{shown_of(comparison), comparison.captions, {}, {}};
  Extent across(comparison.x.is_logarithmic()), up(comparison.y.is_logarithmic());
  for (const Shown& curve : picture.curves)
    for (const FanPoint& point : curve.points) across.add(point.x), up.add(point);
  if (!comparison.y.is_logarithmic()) up.add(0);
  picture.across = ends_of(comparison.x, across.low(), across.high(), false);
  picture.up = ends_of(comparison.y, up.low(), up.high(), true);
  if (comparison.curves.size() > picture.curves.size())
    picture.captions.subtitle += fmt::format(" ({} of {} curves are shown)", picture.curves.size(),
                                             comparison.curves.size());
  return picture;
}

}  // namespace

std::string comparison_svg(const Comparison& comparison) {
  const Picture picture = picture_of(comparison);
  Chart chart({picture.captions,
               comparison.x,
               comparison.y,
               picture.across,
               picture.up,
               {},
               margin_for(picture.curves)});
  for (const Shown& curve : picture.curves) {
    chart.band(curve.points, &FanPoint::low90, &FanPoint::high90, curve.band);
    chart.band(curve.points, &FanPoint::low50, &FanPoint::high50, curve.band);
  }
  for (const Shown& curve : picture.curves)
    chart.curve(curve.points, &FanPoint::median, curve.kind, curve.name);
  chart.marks(comparison.marks);
  draw_names(chart, picture.curves);
  return chart.done();
}

std::string comparison_text(const Comparison& comparison, const Terminal& terminal) {
  const Picture picture = picture_of(comparison);
  std::size_t widest = 0;
  for (const Shown& curve : picture.curves) widest = std::max(widest, columns(clean(curve.name)));
  TextChart chart({picture.captions,
                   comparison.x,
                   comparison.y,
                   picture.across,
                   picture.up,
                   {},
                   std::min(widest + 5, terminal.columns() / (terminal.columns() < 60 ? 4 : 3))},
                  terminal);
  const auto layer_of = [](std::size_t i) {
    return static_cast<Layer>(static_cast<std::size_t>(Layer::series) + i);
  };
  for (std::size_t i = 0; i < picture.curves.size(); ++i)
    chart.curve(picture.curves[i].points, &FanPoint::median, layer_of(i));
  chart.marks(comparison.marks);
  std::vector<TextChart::Name> names;
  for (std::size_t i = 0; i < picture.curves.size(); ++i)
    if (const FanPoint* last = last_known(picture.curves[i].points))
      names.push_back({last->median, layer_of(i), picture.curves[i].name});
  chart.names(std::move(names));
  return chart.done();
}

}  // namespace cordon::plot
