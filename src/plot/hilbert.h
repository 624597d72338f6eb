// The Hilbert curve over the IPv4 addresses: neighbours in number are neighbours on paper, and
// every prefix of even length is a square. 0.0.0.0 is at the upper left, 255.255.255.255 at the
// upper right, as in the usual maps of the Internet. Threads: pure functions.
#pragma once

#include <cstdint>

namespace cordon::plot {

struct Square {
  std::uint32_t x = 0, y = 0;
  friend bool operator==(const Square&, const Square&) = default;
};

/// Where the prefix of this length (even, 0 to 32) around the address lies, counted in squares of
/// its size: 0 to 2^(length/2) - 1.
Square square_of(std::uint32_t address, int length);

}  // namespace cordon::plot
