// The terminal that a picture is drawn for. Threads: a plain value.
#pragma once

#include <algorithm>
#include <cstddef>

namespace cordon::plot {

struct Terminal {
  std::size_t width = 80;   // columns of the whole picture
  std::size_t height = 16;  // rows of the drawing itself; axes and words come on top of it
  bool ascii = false;       // nothing but ASCII
  bool colour = false;      // ANSI colours of 256

  /// Widths and heights that can be drawn; asked for are others too.
  std::size_t columns() const { return std::clamp<std::size_t>(width, 44, 400); }
  std::size_t rows() const { return std::clamp<std::size_t>(height, 4, 200); }
};

}  // namespace cordon::plot
