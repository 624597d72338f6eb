#include "plot/axes.h"

#include <algorithm>

#include "plot/style.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

constexpr double kGap = 14;  // between the words of two ticks
constexpr std::size_t kMostAcross = 12;
constexpr std::size_t kMostSubtitleLines = 3;

// Words stand in the middle below their tick; the last ones are moved in where they would stick
// out.
double middle_of(const std::string& words, double at, const Scale& across) {
  constexpr double kOut = 20;  // as far as every picture has room
  const double half = text_width(words, kLabelSize) / 2;
  return std::max(std::min(across.at(at), across.end() + kOut - half), half + 4);
}

bool has_room(const Ticks& ticks, const Scale& across) {
  double end = -1e9, end_below = -1e9;
  for (const Tick& tick : ticks.major) {
    const double half = text_width(tick.label, kLabelSize) / 2;
    const double middle = middle_of(tick.label, tick.at, across);
    if (middle - half < end) return false;
    end = middle + half + kGap;
    if (tick.below.empty()) continue;
    const double half_below = text_width(tick.below, kLabelSize) / 2;
    const double middle_below = middle_of(tick.below, tick.at, across);
    if (middle_below - half_below < end_below) return false;
    end_below = middle_below + half_below + kGap;
  }
  return true;
}

std::string title_of(const Axis& axis) {
  return axis.title.empty() && axis.unit == Unit::clock ? "time (UTC)" : clean(axis.title);
}

}  // namespace

double draw_captions(Svg& svg, const Captions& captions, double width) {
  constexpr double kLeft = 20;
  double y = 0;
  const std::string title = clean(captions.title), subtitle = clean(captions.subtitle);
  if (!title.empty()) {
    y = 32;
    svg.text(kLeft, y, cut_to_width(title, 1.06 * kTitleSize, width - 2 * kLeft), "title");
  }
  for (const std::string& line :
       wrapped(subtitle, kSubtitleSize, width - 2 * kLeft, kMostSubtitleLines)) {
    y += y == 0 ? 26 : 20;
    svg.text(kLeft, y, line, "subtitle");
  }
  return y + 12;
}

double height_of_captions(const Captions& captions, double width) {
  Svg measure(width, width, "");
  return draw_captions(measure, captions, width);
}

Ticks fitting_ticks(const Axis& axis, const Scale& across) {
  for (std::size_t most = kMostAcross; most > 1; --most) {
    Ticks ticks = ticks_of(axis, across.low(), across.high(), most);
    if (has_room(ticks, across)) return ticks;
  }
  Ticks one = ticks_of(axis, across.low(), across.high(), 1);
  if (one.major.size() > 1) one.major.resize(1);
  return one;
}

void draw_x_axis(Svg& svg, const Axis& axis, const Scale& across, const Box& area) {
  const Ticks ticks = fitting_ticks(axis, across);
  for (const Tick& tick : ticks.major) {
    const double x = across.at(tick.at);
    svg.line(x, area.top, x, area.bottom, "grid");
    svg.line(x, area.bottom, x, area.bottom + 4, "axis");
    svg.text(middle_of(tick.label, tick.at, across), area.bottom + 18, tick.label, "",
             Svg::Anchor::middle);
    svg.text(middle_of(tick.below, tick.at, across), area.bottom + 33, tick.below, "small",
             Svg::Anchor::middle);
  }
  svg.line(area.left, area.bottom, area.right, area.bottom, "axis");
  svg.text(area.right, area.bottom + height_below(axis) - 14,
           cut_to_width(title_of(axis), kLabelSize, area.right - area.left), "", Svg::Anchor::end);
}

void draw_words_above(Svg& svg, const Axis& axis, const Scale& across, const Box& area) {
  for (const Tick& tick : fitting_ticks(axis, across).major)
    svg.text(middle_of(tick.label, tick.at, across), area.top - 6, tick.label, "",
             Svg::Anchor::middle);
}

double height_below(const Axis& axis) {
  return 32 + (axis.unit == Unit::clock ? 13 : 0) + (title_of(axis).empty() ? 0 : 20);
}

void draw_y_axis(Svg& svg, const Axis& axis, const Ticks& ticks, const Scale& up, const Box& area) {
  for (const double at : ticks.minor) {
    const double y = up.at(at);
    svg.line(area.left - 3, y, area.left, y, "axis");
  }
  for (const Tick& tick : ticks.major) {
    const double y = up.at(tick.at);
    svg.line(area.left, y, area.right, y, "grid");
    svg.text(area.left - 8, y + 4, tick.label, "", Svg::Anchor::end);
  }
  svg.text(20, area.top - 14, cut_to_width(clean(axis.title), kLabelSize, area.right - 20), "");
}

double width_of_words(const Ticks& ticks) {
  double widest = 0;
  for (const Tick& tick : ticks.major)
    widest = std::max(widest, text_width(tick.label, kLabelSize));
  return widest;
}

}  // namespace cordon::plot
