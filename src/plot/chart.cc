#include "plot/chart.h"

#include <algorithm>

#include "plot/style.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

constexpr double kLeft = 20;
constexpr double kLegendRow = 20, kLegendName = 260;
constexpr double kClipMargin = 5;  // a dot at the edge is drawn whole

// Text widths are those of the widest font: a legend of a usual one comes out a little looser.
double width_of_swatch(const LegendEntry& entry) {
  return entry.swatch == LegendEntry::Swatch::dot ? 14 : 26;
}
double width_of_entry(const LegendEntry& entry, const std::string& words) {
  return width_of_swatch(entry) + text_width(words, kLabelSize) + 20;
}

double height_of_legend(const std::vector<LegendEntry>& legend) {
  if (legend.empty()) return 0;
  double x = kLeft, rows = 1;
  for (const LegendEntry& entry : legend) {
    const double width =
        width_of_entry(entry, cut_to_width(clean(entry.words), kLabelSize, kLegendName));
    if (x > kLeft && x + width > Chart::kWidth) ++rows, x = kLeft;
    x += width;
  }
  return rows * kLegendRow;
}

Ticks y_ticks(const Chart::Plan& plan, double height) {
  return ticks_of(plan.y, plan.up.low, plan.up.high, static_cast<std::size_t>(height / 44));
}

Box area_of(const Chart::Plan& plan) {
  Box area;
  area.top = height_of_captions(plan.captions, Chart::kWidth) + height_of_legend(plan.legend) + 34;
  area.bottom = Chart::kHeight - height_below(plan.x);
  area.left = std::max(44.0, kLeft + width_of_words(y_ticks(plan, area.bottom - area.top)) + 10);
  area.right = Chart::kWidth - plan.right_margin;
  return area;
}

}  // namespace

void Extent::add(const FanPoint& point) {
  for (const double value : {point.median, point.low50, point.high50, point.low90, point.high90})
    add(value);
}

Chart::Chart(const Plan& plan)
    : svg_(kWidth, kHeight, plan.captions.title + ". " + plan.captions.subtitle),
      plan_(plan),
      area_(area_of(plan)),
      across_(plan.across.low, plan.across.high, plan.x.is_logarithmic(), area_.left, area_.right),
      up_(plan.up.low, plan.up.high, plan.y.is_logarithmic(), area_.bottom, area_.top),
      labels_(area_) {
  const double top = draw_captions(svg_, plan.captions, kWidth);
  draw_legend(plan.legend, top);
  draw_y_axis(svg_, plan.y, y_ticks(plan, area_.bottom - area_.top), up_, area_);
  draw_x_axis(svg_, plan.x, across_, area_);
}

void Chart::draw_legend(const std::vector<LegendEntry>& legend, double top) {
  double x = kLeft, y = top + 8;
  for (const LegendEntry& entry : legend) {
    const std::string words = cut_to_width(clean(entry.words), kLabelSize, kLegendName);
    const double width = width_of_entry(entry, words);
    if (x > kLeft && x + width > kWidth) x = kLeft, y += kLegendRow;
    switch (entry.swatch) {
      case LegendEntry::Swatch::line: svg_.line(x, y, x + 20, y, entry.kind); break;
      case LegendEntry::Swatch::band:
        svg_.element("rect", {{"class", entry.kind},
                              {"x", x},
                              {"y", y - 6},
                              {"width", 20.0},
                              {"height", 12.0},
                              {"rx", 2.0}});
        break;
      case LegendEntry::Swatch::dot:
        svg_.element("circle", {{"class", entry.kind}, {"cx", x + 4}, {"cy", y}, {"r", 3.5}});
        break;
    }
    svg_.text(x + width_of_swatch(entry), y + 4, words, "");
    x += width;
  }
}

// What is drawn until close() is seen within the area only.
void Chart::open_clip() {
  const double x = area_.left - kClipMargin, y = area_.top - kClipMargin;
  const double width = area_.right - area_.left + 2 * kClipMargin;
  const double height = area_.bottom - area_.top + 2 * kClipMargin;
  svg_.open("svg",
            {{"x", x},
             {"y", y},
             {"width", width},
             {"height", height},
             {"viewBox", place(x) + " " + place(y) + " " + place(width) + " " + place(height)}});
}

void Chart::band(const std::vector<FanPoint>& fan, Quantile low, Quantile high,
                 std::string_view kind) {
  open_clip();
  for (std::size_t begin = 0, end; begin < fan.size(); begin = end + 1) {
    end = begin;
    while (end < fan.size() && is_known(fan[end].*low) && is_known(fan[end].*high)) ++end;
    Path path;
    for (std::size_t i = begin; i < end; ++i) {
      const double x = across_.at(fan[i].x), y = up_.at(fan[i].*high);
      i == begin ? path.move(x, y) : path.line(x, y);
    }
    for (std::size_t i = end; i-- > begin;) {
      const double x = across_.at(fan[i].x), y = up_.at(fan[i].*low);
      path.line(x, y);
      labels_.avoid({x, y});
      labels_.avoid({x, up_.at(fan[i].*high)});
    }
    if (end > begin) svg_.path(path.close(), kind);
  }
  svg_.close();
}

void Chart::curve(const std::vector<FanPoint>& fan, Quantile of, std::string_view kind,
                  std::string_view name) {
  open_clip();
  Path path;
  bool drawing = false;
  for (const FanPoint& point : fan) {
    if (!is_known(point.*of)) {
      drawing = false;
      continue;
    }
    const double x = across_.at(point.x), y = up_.at(point.*of);
    drawing ? path.line(x, y) : path.move(x, y);
    drawing = true;
    labels_.avoid({x, y});
  }
  svg_.path(path, kind, name);
  svg_.close();
}

void Chart::dots(const std::vector<Point>& points, std::string_view kind) {
  open_clip();
  const double radius = points.size() > 150 ? 2 : points.size() > 60 ? 2.6 : 3.5;
  for (const Point& point : points) {
    const double x = across_.at(point.x), y = up_.at(point.y);
    labels_.avoid({x, y});
    svg_.element("circle", {{"class", kind}, {"cx", x}, {"cy", y}, {"r", radius}},
                 points.size() <= 60
                     ? value_text(plan_.x, point.x) + ": " + value_text(plan_.y, point.y)
                     : std::string());
  }
  svg_.close();
}

void Chart::shade_above(double y, std::string_view kind) {
  const double edge = std::clamp(up_.at(y), area_.top, area_.bottom);
  svg_.element("rect", {{"class", kind},
                        {"x", area_.left},
                        {"y", area_.top},
                        {"width", area_.right - area_.left},
                        {"height", edge - area_.top}});
}

void Chart::marks(const std::vector<Mark>& marks) {
  std::vector<Mark> shown;
  for (const Mark& mark : marks)
    if (is_known(mark.at) && shown.size() < kMostMarks &&
        (mark.along == Mark::Along::x ? across_ : up_).holds(mark.at))
      shown.push_back(mark);
  for (const Mark& mark : shown) draw_mark(mark);
  for (const Mark& mark : shown) label_mark(mark);
}

void Chart::draw_mark(const Mark& mark) {
  constexpr double kStep = 6;  // of what labels avoid along the line
  if (mark.along == Mark::Along::x) {
    const double x = across_.at(mark.at);
    svg_.line(x, area_.top, x, area_.bottom, "mark");
    for (double y = area_.top; y < area_.bottom; y += kStep) labels_.avoid({x, y});
  } else {
    const double y = up_.at(mark.at);
    svg_.line(area_.left, y, area_.right, y, "mark");
    for (double x = area_.left; x < area_.right; x += kStep) labels_.avoid({x, y});
  }
}

void Chart::label_mark(const Mark& mark) {
  constexpr double kTall = 16, kAside = 6;
  const std::string words =
      cut_to_width(clean(mark.label), kLabelSize, (area_.right - area_.left) * 0.45);
  if (words.empty()) return;
  const double width = text_width(words, kLabelSize) + 4;
  std::vector<Box> candidates;
  const auto add = [&](double left, double top) {
    candidates.push_back({left, top, left + width, top + kTall});
  };
  if (mark.along == Mark::Along::x) {
    const double x = across_.at(mark.at);
    for (double y = area_.top + 3; y + kTall < area_.bottom; y += kTall) {
      add(x + kAside, y);
      add(x - kAside - width, y);
    }
  } else {
    const double y = up_.at(mark.at);
    for (double x = area_.right - width - 4; x > area_.left; x -= 40) {
      add(x, y - kTall - 2);
      add(x, y + 3);
    }
  }
  if (const auto box = labels_.put(candidates))
    svg_.text(box->left + 2, box->bottom - 4, words, "strong halo");
}

}  // namespace cordon::plot
