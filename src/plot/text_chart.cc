#include "plot/text_chart.h"

#include <cmath>

#include "plot/labels.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

std::size_t widest(const Ticks& ticks) {
  std::size_t most = 1;
  for (const Tick& tick : ticks.major) most = std::max(most, columns(tick.label));
  return most;
}

Ticks y_ticks(const TextChart::Plan& plan, const Terminal& terminal) {
  return ticks_of(plan.y, plan.up.low, plan.up.high, std::max<std::size_t>(terminal.rows() / 3, 2));
}

std::size_t inner_columns(const TextChart::Plan& plan, const Terminal& terminal, std::size_t left) {
  const std::size_t around = left + 2 + plan.right_margin;
  return std::max<std::size_t>(terminal.columns() > around ? terminal.columns() - around : 0, 16);
}

void pad_to(std::string& line, std::size_t column) {
  const std::size_t have = columns(line);
  if (have < column) line.append(column - have, ' ');
}

}  // namespace

TextChart::TextChart(const Plan& plan, const Terminal& terminal)
    : plan_(plan),
      terminal_(terminal),
      y_ticks_(y_ticks(plan, terminal)),
      left_(widest(y_ticks_)),
      raster_(inner_columns(plan, terminal, left_), terminal.rows()),
      across_(plan.across.low, plan.across.high, plan.x.is_logarithmic(), 0,
              static_cast<double>(raster_.width() - 1)),
      up_(plan.up.low, plan.up.high, plan.y.is_logarithmic(),
          static_cast<double>(raster_.height() - 1), 0),
      names_(terminal.rows()) {}

std::string TextChart::harmless(std::string_view words) const {
  return terminal_.ascii ? ascii_only(clean(words)) : clean(words);
}

long TextChart::x_of(double x) const { return std::lround(across_.at(x)); }
long TextChart::y_of(double y) const { return std::lround(up_.at(y)); }
std::size_t TextChart::column_of(double x) const {
  return static_cast<std::size_t>(std::clamp(x_of(x), 0L, raster_.width() - 1)) / 2;
}
std::size_t TextChart::row_of(double y) const {
  return static_cast<std::size_t>(std::clamp(y_of(y), 0L, raster_.height() - 1)) / 4;
}

void TextChart::band(const std::vector<FanPoint>& fan, Quantile low, Quantile high, Layer layer) {
  for (std::size_t i = 1; i < fan.size(); ++i) {
    const FanPoint &a = fan[i - 1], &b = fan[i];
    if (!is_known(a.*low) || !is_known(a.*high) || !is_known(b.*low) || !is_known(b.*high))
      continue;
    const long from = x_of(a.x), to = x_of(b.x);
    for (long x = std::max(from, 0L); x <= std::min(to, raster_.width() - 1); ++x) {
      const double share =
          to == from ? 0 : static_cast<double>(x - from) / static_cast<double>(to - from);
      const auto between = [&](Quantile of) {
        const double start = up_.at(a.*of);
        return std::lround(start + share * (up_.at(b.*of) - start));
      };
      const long top = std::max(between(high), 0L);
      const long bottom = std::min(between(low), raster_.height() - 1);
      for (long y = top; y <= bottom; ++y) raster_.dot(x, y, layer);
    }
  }
}

void TextChart::curve(const std::vector<FanPoint>& fan, Quantile of, Layer layer) {
  for (std::size_t i = 0; i < fan.size(); ++i) {
    if (!is_known(fan[i].*of)) continue;
    const std::size_t from = i > 0 && is_known(fan[i - 1].*of) ? i - 1 : i;
    raster_.line(x_of(fan[from].x), y_of(fan[from].*of), x_of(fan[i].x), y_of(fan[i].*of), layer);
  }
}

void TextChart::dots(const std::vector<Point>& points, Layer layer) {
  for (const Point& point : points) {
    const long x = x_of(point.x), y = y_of(point.y);
    raster_.dot(x, y, layer);
    if (terminal_.ascii || points.size() * 3 > raster_.columns()) continue;
    raster_.dot(x + 1, y, layer);  // where there is room a dot is seen better as four
    raster_.dot(x, y - 1, layer);
    raster_.dot(x + 1, y - 1, layer);
  }
}

void TextChart::marks(const std::vector<Mark>& marks) {
  std::vector<Mark> shown;
  for (const Mark& mark : marks)
    if (is_known(mark.at) && shown.size() < kMostMarks &&
        (mark.along == Mark::Along::x ? across_ : up_).holds(mark.at))
      shown.push_back(mark);
  for (const Mark& mark : shown) {
    if (mark.along == Mark::Along::x)
      raster_.line(x_of(mark.at), 0, x_of(mark.at), raster_.height() - 1, Layer::upright);
    else
      raster_.line(0, y_of(mark.at), raster_.width() - 1, y_of(mark.at), Layer::across);
  }
  for (const Mark& mark : shown) label(mark);
}

// Of the places beside a mark the one that hides least, the first of equals.
void TextChart::label(const Mark& mark) {
  const std::string words = cut_to_columns(harmless(mark.label), raster_.columns() * 2 / 5,
                                           terminal_.ascii ? "..." : "…");
  const std::size_t length = columns(words);
  struct Place {
    std::size_t column, row, hidden;
  };
  std::vector<Place> places;
  const auto add = [&](std::size_t column, std::size_t row) {
    if (column + length <= raster_.columns() && row < raster_.rows())
      places.push_back({column, row, raster_.hidden(column, row, length)});
  };
  if (mark.along == Mark::Along::x) {
    const std::size_t column = column_of(mark.at);
    for (std::size_t row = 0; row < raster_.rows(); ++row) {
      add(column + 2, row);
      if (column > length) add(column - length - 1, row);
    }
  } else {
    const std::size_t row = row_of(mark.at);
    for (std::size_t column = raster_.columns(); column-- > 0;) {
      if (row > 0) add(column, row - 1);
      add(column, row + 1);
    }
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.hidden < b.hidden; });
  for (const Place& place : places)
    if (raster_.write(place.column, place.row, words)) return;
}

void TextChart::names(std::vector<Name> names) {
  std::stable_sort(names.begin(), names.end(),
                   [](const Name& a, const Name& b) { return a.y > b.y; });
  if (names.size() > names_.size()) names.resize(names_.size());
  std::vector<double> wanted;
  for (const Name& name : names) wanted.push_back(static_cast<double>(row_of(name.y)));
  const std::vector<double> rows = spread(wanted, 1, 0, static_cast<double>(raster_.rows()) - 1);
  std::size_t free = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t last = names_.size() - (names.size() - i);
    const auto row = std::clamp(static_cast<std::size_t>(std::lround(rows[i])), free, last);
    names_[row] = names[i];
    free = row + 1;
  }
}

void TextChart::bar(double from, double to, double height) {
  const double share = (up_.at(height) - up_.start()) / (up_.end() - up_.start());
  const double rows = std::clamp(share, 0.0, 1.0) * static_cast<double>(raster_.rows());
  const std::size_t begin = column_of(from);
  const std::size_t end = std::max(column_of(to), begin + 1);
  for (std::size_t column = begin; column < end; ++column)
    raster_.fill_up(column, rows, terminal_.ascii);
}

std::string TextChart::labelled(std::size_t row) const {
  std::string label;
  for (const Tick& tick : y_ticks_.major)
    if (row_of(tick.at) == row) label = tick.label;
  std::string line(left_ - columns(label), ' ');
  line += label;
  line += terminal_.ascii ? label.empty() ? " |" : " +" : label.empty() ? " │" : " ┤";
  line += raster_.row(row, terminal_);
  const std::string name = name_of(row);
  if (name.empty()) return line;
  // Colours take no columns: what the row holds is measured without them.
  Terminal plain = terminal_;
  plain.colour = false;
  line.append(raster_.columns() - columns(raster_.row(row, plain)) + 1, ' ');
  return line + name;
}

std::string TextChart::name_of(std::size_t row) const {
  const Name& name = names_[row];
  if (name.words.empty() || plan_.right_margin < 5) return {};
  const std::string sign = terminal_.ascii ? sign_of(name.layer, true) : std::string("╶");
  const std::string words =
      cut_to_columns(harmless(name.words), plan_.right_margin - 4, terminal_.ascii ? "..." : "…");
  return (terminal_.colour ? colour_of(name.layer) + sign + std::string(kColourEnd) : sign) + " " +
         words;
}

std::string TextChart::axis_line(const Ticks& ticks) const {
  std::vector<std::string> signs(raster_.columns(), terminal_.ascii ? "-" : "─");
  for (const Tick& tick : ticks.major) signs[column_of(tick.at)] = terminal_.ascii ? "+" : "┬";
  std::string line(left_ + 1, ' ');
  line += terminal_.ascii ? "+" : "└";
  for (const std::string& sign : signs) line += sign;
  return line;
}

std::string TextChart::below_line(const Ticks& ticks, bool days) const {
  std::string line;
  const std::size_t end = left_ + 2 + raster_.columns() + plan_.right_margin;
  for (const Tick& tick : ticks.major) {
    const std::string& words = days ? tick.below : tick.label;
    const std::size_t length = columns(words), middle = left_ + 2 + column_of(tick.at);
    if (length == 0) continue;
    const std::size_t from = std::min(middle - std::min(middle, length / 2), end - length);
    if (!line.empty() && from < columns(line) + 1) continue;
    pad_to(line, from);
    line += words;
  }
  return line;
}

std::string TextChart::legend_lines() const {
  std::string lines;
  std::size_t used = 0;
  for (const auto& [layer, name] : plan_.legend) {
    const std::string sign = sign_of(layer, terminal_.ascii), words = harmless(name);
    const std::size_t length = columns(sign) + 1 + columns(words);
    if (used > 0) {
      const bool fits = used + 3 + length <= terminal_.columns();
      lines += fits ? "   " : "\n";
      used = fits ? used + 3 : 0;
    }
    lines += terminal_.colour ? colour_of(layer) + sign + std::string(kColourEnd) : sign;
    lines += " " + words;
    used += length;
  }
  return lines;
}

std::string TextChart::x_title() const {
  const bool clock = plan_.x.title.empty() && plan_.x.unit == Unit::clock;
  const std::string title = clock ? "time (UTC)" : harmless(plan_.x.title);
  return title.empty() ? title : std::string(left_ + 2, ' ') + title;
}

std::string TextChart::done() const {
  const std::string_view dots = terminal_.ascii ? "..." : "…";
  std::string out;
  const auto put = [&](const std::string& line) {
    if (!line.empty()) out += line + "\n";
  };
  put(cut_to_columns(harmless(plan_.captions.title), terminal_.columns(), dots));
  put(cut_to_columns(harmless(plan_.captions.subtitle), terminal_.columns(), dots));
  put(legend_lines());
  put(cut_to_columns(harmless(plan_.y.title), terminal_.columns(), dots));
  for (std::size_t row = 0; row < raster_.rows(); ++row) put(labelled(row));
  Ticks ticks;
  for (std::size_t most = raster_.columns() / 8; most >= 1; --most) {
    ticks = ticks_of(plan_.x, across_.low(), across_.high(), most);
    std::size_t all = 0;
    for (const Tick& tick : ticks.major) all += columns(tick.label) + 3;
    if (all <= raster_.columns()) break;
  }
  put(axis_line(ticks));
  put(below_line(ticks, false));
  put(below_line(ticks, true));
  put(cut_to_columns(x_title(), terminal_.columns(), dots));
  return out;
}

}  // namespace cordon::plot
