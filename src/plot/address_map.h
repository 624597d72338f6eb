// A map of address space: what is counted at each prefix, along the Hilbert curve, as the usual
// maps of the Internet. The whole of IPv4 or a part of it (zoom), in squares.
//
// Bounds: 256 x 256 squares. Counts at one square add up; those outside the view, not known or not
// above zero are left out. Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plot/terminal.h"
#include "plot/values.h"

namespace cordon::plot {

struct AddressMap {
  struct Count {
    std::uint32_t address = 0;  // anywhere in the square
    double count = 1;
  };
  Captions captions;
  std::uint32_t view = 0;  // the prefix that is seen
  int view_length = 0;     // 0, 8 or 16
  int square_length = 16;  // even, 8 or 16 bits longer than the view, or anything between
  std::vector<Count> counts;
  std::string counted = "hosts";
};

/// An SVG of 800 x about 900, where the colour of a square is the logarithm of its count.
std::string address_map_svg(const AddressMap& map);
/// The same for a terminal, in as many squares as fit: half blocks where there is colour, else
/// shades. The map's own square_length is not used.
std::string address_map_text(const AddressMap& map, const Terminal& terminal);

/// The counts as a square of squares, row by row.
struct Squares {
  std::size_t side = 1;
  std::vector<double> counts;
  std::size_t taken = 0;       // squares that hold anything
  double least = 0, most = 0;  // of those
  double at(std::size_t x, std::size_t y) const { return counts[y * side + x]; }
  /// The colour of a count, 0 to levels - 1, by its logarithm.
  std::size_t level(double count, std::size_t levels) const;
};
Squares squares_of(const AddressMap& map, int square_length);

}  // namespace cordon::plot
