// A picture of values over x: frame, axes, bands, curves, dots, marks with labels. The pictures
// (growth, reproduction, comparison) are made with it.
//
// Draw in the order in which things shall lie on each other; marks() last, because their labels
// look for free places. Values are to be thinned before. Owner: the caller. Threads: one a picture.
#pragma once

#include <string>
#include <vector>

#include "plot/axes.h"

namespace cordon::plot {

/// The least and the greatest of what is known.
class Extent {
 public:
  explicit Extent(bool above_zero = false) : above_zero_(above_zero) {}
  void add(double value) {
    if (!is_known(value) || (above_zero_ && value <= 0)) return;
    low_ = any_ ? std::min(low_, value) : value;
    high_ = any_ ? std::max(high_, value) : value;
    any_ = true;
  }
  void add(const FanPoint& point);
  bool any() const { return any_; }
  double low() const { return low_; }
  double high() const { return high_; }

 private:
  bool above_zero_;
  bool any_ = false;
  double low_ = 0, high_ = 1;
};

struct LegendEntry {
  enum class Swatch { line, band, dot };
  Swatch swatch = Swatch::line;
  std::string kind;  // classes
  std::string words;
};

class Chart {
 public:
  struct Plan {
    Captions captions;
    Axis x, y;
    Ends across, up;
    std::vector<LegendEntry> legend;
    double right_margin = 24;
  };
  static constexpr double kWidth = 800, kHeight = 450;

  explicit Chart(const Plan& plan);

  using Quantile = double FanPoint::*;
  void band(const std::vector<FanPoint>& fan, Quantile low, Quantile high, std::string_view kind);
  void curve(const std::vector<FanPoint>& fan, Quantile of, std::string_view kind,
             std::string_view name = {});
  void dots(const std::vector<Point>& points, std::string_view kind);
  /// All that lies above a value, as a zone of the area.
  void shade_above(double y, std::string_view kind);
  void marks(const std::vector<Mark>& marks);

  const Box& area() const { return area_; }
  double place_of_y(double y) const { return up_.at(y); }
  Svg& svg() { return svg_; }
  std::string done() { return svg_.done(); }

 private:
  void draw_legend(const std::vector<LegendEntry>& legend, double top);
  void open_clip();
  void draw_mark(const Mark& mark);
  void label_mark(const Mark& mark);

  Svg svg_;
  Plan plan_;
  Box area_;
  Scale across_, up_;
  Labels labels_;
};

}  // namespace cordon::plot
