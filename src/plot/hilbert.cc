#include "plot/hilbert.h"

#include <utility>

#include "base/check.h"

namespace cordon::plot {

// From the greatest quarter to the least; each quarter holds the whole curve, turned.
Square square_of(std::uint32_t address, int length) {
  CHECK(length >= 0 && length <= 32 && length % 2 == 0);
  Square place;
  bool swapped = false, mirrored = false;
  for (int shift = 30; shift >= 32 - length; shift -= 2) {
    const std::uint32_t quarter = address >> shift & 3;
    std::uint32_t x = quarter >> 1, y = (quarter ^ quarter >> 1) & 1;
    if (swapped) std::swap(x, y);
    if (mirrored) x ^= 1, y ^= 1;
    place.x = place.x << 1 | x;
    place.y = place.y << 1 | y;
    if (quarter == 0 || quarter == 3) swapped = !swapped;
    if (quarter == 3) mirrored = !mirrored;
  }
  return place;
}

}  // namespace cordon::plot
