// A drawing of dots for a terminal: 2 x 4 dots a character as braille, or one ASCII sign a
// character. Dots lie in layers; of those in one place the uppermost is seen. Bands are dithered,
// so that they are told from lines without colour. Words can be laid over it.
//
// Bounds: what lies outside is not drawn. Owner: the caller. Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plot/terminal.h"

namespace cordon::plot {

enum class Layer : std::uint8_t {
  none,
  outer,    // the 90 % band
  inner,    // the 50 % band
  across,   // a mark along the x axis
  upright,  // a mark at an x
  median,
  seen,
  series,  // and those after it: curves that are told apart
};

class Raster {
 public:
  Raster(std::size_t columns, std::size_t rows)
      : columns_(columns), rows_(rows), dots_(columns * rows * 8), words_(columns * rows) {}

  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  /// Dots across and down; the origin is at the upper left.
  long width() const { return static_cast<long>(2 * columns_); }
  long height() const { return static_cast<long>(4 * rows_); }

  void dot(long x, long y, Layer layer);
  void line(long x1, long y1, long x2, long y2, Layer layer);
  /// Lays clean words over a row where they fit and lie on no other words; false where not.
  bool write(std::size_t column, std::size_t row, std::string_view words);
  /// Blocks from the bottom of a column up to so many rows, in eighths.
  void fill_up(std::size_t column, double rows, bool ascii);
  /// Dots that words at this place would hide.
  std::size_t hidden(std::size_t column, std::size_t row, std::size_t length) const;

  /// One row as text, without blanks at its end.
  std::string row(std::size_t row, const Terminal& terminal) const;

 private:
  Layer top_of(std::size_t column, std::size_t row) const;
  std::string sign(std::size_t column, std::size_t row, bool ascii) const;
  Layer at(std::size_t x, std::size_t y) const { return dots_[y * 2 * columns_ + x]; }

  std::size_t columns_, rows_;
  std::vector<Layer> dots_;
  std::vector<std::string> words_;  // a character a cell
};

/// What a layer looks like, for a legend.
std::string sign_of(Layer layer, bool ascii);
/// The ANSI sequence that begins a layer's colour.
std::string colour_of(Layer layer);
inline constexpr std::string_view kColourEnd = "\x1b[0m";

}  // namespace cordon::plot
