// A picture of values over x for a terminal: the twin of chart.h in dots and characters.
//
// The same order: what is drawn later lies above, within the layers of raster.h; marks() last.
// Threads: one a picture.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plot/raster.h"
#include "plot/scale.h"
#include "plot/ticks.h"

namespace cordon::plot {

class TextChart {
 public:
  struct Plan {
    Captions captions;
    Axis x, y;
    Ends across, up;
    std::vector<std::pair<Layer, std::string>> legend;
    std::size_t right_margin = 1;  // columns, for names at the ends of curves
  };

  TextChart(const Plan& plan, const Terminal& terminal);

  using Quantile = double FanPoint::*;
  void band(const std::vector<FanPoint>& fan, Quantile low, Quantile high, Layer layer);
  void curve(const std::vector<FanPoint>& fan, Quantile of, Layer layer);
  void dots(const std::vector<Point>& points, Layer layer);
  void marks(const std::vector<Mark>& marks);
  struct Name {
    double y = 0;
    Layer layer = Layer::none;
    std::string words;
  };
  /// Words in the right margin, each in a row of its own as near to its value as there is room.
  void names(std::vector<Name> names);
  /// A column of blocks from the bottom up to a height.
  void bar(double from, double to, double height);

  /// Lines, each with its end, none longer than the terminal.
  std::string done() const;

 private:
  std::string harmless(std::string_view words) const;
  std::string labelled(std::size_t row) const;
  std::string axis_line(const Ticks& ticks) const;
  std::string below_line(const Ticks& ticks, bool days) const;
  std::string legend_lines() const;
  std::string x_title() const;
  void label(const Mark& mark);
  std::string name_of(std::size_t row) const;
  long x_of(double x) const;
  long y_of(double y) const;
  std::size_t column_of(double x) const;
  std::size_t row_of(double y) const;

  Plan plan_;
  Terminal terminal_;
  Ticks y_ticks_;
  std::size_t left_;  // columns of the y axis' words
  Raster raster_;
  Scale across_, up_;
  std::vector<Name> names_;  // a row each; those without words are free
};

}  // namespace cordon::plot
