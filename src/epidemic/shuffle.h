// A fixed permutation of the addresses of a space: where an address stands in the order in which
// copies of a worm with a shared permutation, or a static seed, try them.
//
// Odd multipliers and right shifts, each of which is a bijection of so many bits; what a real
// worm's block cipher is, the order of hosts is as good as random.
#pragma once

#include <cstdint>

namespace cordon::epidemic {

inline std::uint32_t shuffled(std::uint32_t address, int bits) {
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::uint64_t x = address;
  for (const std::uint64_t odd : {0x9e3779b1ULL, 0x85ebca6bULL, 0xc2b2ae35ULL}) {
    x = (x * odd + 0x7f4a7c15ULL) & mask;
    x ^= x >> (bits / 2);
  }
  return static_cast<std::uint32_t>(x);
}

}  // namespace cordon::epidemic
