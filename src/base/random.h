// Random numbers that are the same on every machine: xoshiro256** (Blackman, Vigna 2018), seeded by
// splitmix64, and our own distributions, because the standard's differ between libraries.
// Threads: one Random a thread.
#pragma once

#include <cmath>
#include <cstdint>

#include "base/hash.h"

namespace cordon {

class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (auto& word : state_) word = mix(seed += 0x9e3779b97f4a7c15ULL);
  }

  std::uint64_t next() {
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
  }
  /// Uniform in [0, bound); bound must not be 0 (multiply-shift; bias below 2^-32 for small
  /// bounds).
  std::uint64_t below(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>(static_cast<Wide>(next()) * bound >> 64);
  }
  /// Uniform in [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  /// Waiting time of a Poisson process with the given mean.
  double exponential(double mean) { return -mean * std::log1p(-unit()); }
  bool chance(double probability) { return unit() < probability; }

 private:
  static std::uint64_t rotated(std::uint64_t x, int by) { return x << by | x >> (64 - by); }
  std::uint64_t state_[4];
};

}  // namespace cordon
