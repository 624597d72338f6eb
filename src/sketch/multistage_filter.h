// How often keys come, of far more keys than could be counted each: never too low, seldom too high.
//
// Multistage filter with conservative update (Estan, Varghese 2002): kStages rows of counters, a
// key has one in each, and its count is the least of these; adding raises only the counters below
// the new count. Counts are of this window and the one before it: rotate() begins a new one.
// Error: a count is at least the true one (short of saturation), and exceeds it by e or more with a
// chance of at most (n / (width * e))^4, n = all that was added in both windows: four independent
// chances by Markov's inequality, and the conservative update makes it less. The chance is over the
// secret `seed`: who knows it can make keys collide.
// Owns 8 * width * sizeof(Count) bytes, allocated at once. Threads: one a filter.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "base/check.h"
#include "base/hash.h"

namespace cordon::sketch {

inline constexpr std::size_t kStages = 4;
inline constexpr std::size_t kMostFilterWidth = std::size_t{1} << 28;

/// `Count`: an unsigned integer; counts stop at its greatest value.
template <typename Count = std::uint16_t>
class MultistageFilter {
 public:
  static_assert(std::is_unsigned_v<Count>);
  static constexpr Count kMost = std::numeric_limits<Count>::max();

  /// `width`: counters a stage, a power of two.
  MultistageFilter(std::size_t width, std::uint64_t seed) : width_(width), seed_(mix(seed)) {
    CHECK(width > 0 && width <= kMostFilterWidth && (width & (width - 1)) == 0);
    cells_.resize(kStages * width);
  }

  /// Counts the key `times` more; its count thereafter, over both windows.
  Count add(std::uint64_t key, Count times = 1) {
    const Places at = places(key);
    Count now = kMost, before = kMost;
    for (const std::size_t i : at) {
      now = std::min(now, cells_[i].now);
      before = std::min(before, cells_[i].before);
    }
    const Count raised = sum(now, times);
    for (const std::size_t i : at) cells_[i].now = std::max(cells_[i].now, raised);
    return sum(raised, before);
  }
  /// The key's count over both windows, without adding.
  Count count(std::uint64_t key) const {
    Count now = kMost, before = kMost;
    for (const std::size_t i : places(key)) {
      now = std::min(now, cells_[i].now);
      before = std::min(before, cells_[i].before);
    }
    return sum(now, before);
  }
  /// Fetches the key's counters: call it some keys ahead of add().
  void prefetch(std::uint64_t key) const {
    for (const std::size_t i : places(key)) __builtin_prefetch(&cells_[i], 1);
  }

  /// This window becomes the one before, and that is forgotten.
  void rotate() {
    for (Cell& cell : cells_) cell = {0, cell.now};
  }
  void clear() { std::fill(cells_.begin(), cells_.end(), Cell{}); }
  std::size_t bytes() const { return cells_.size() * sizeof(Cell); }

 private:
  struct Cell {
    Count now = 0, before = 0;  // side by side: one cache line serves both windows
  };
  using Places = std::array<std::size_t, kStages>;

  Places places(std::uint64_t key) const {
    const std::uint64_t a = mix(key ^ seed_), b = mix(a + 0x9e3779b97f4a7c15ULL + seed_);
    const std::size_t mask = width_ - 1;
    return {a & mask, width_ + (a >> 32 & mask), 2 * width_ + (b & mask),
            3 * width_ + (b >> 32 & mask)};
  }
  static Count sum(Count a, Count b) { return b > kMost - a ? kMost : static_cast<Count>(a + b); }

  std::size_t width_;
  std::uint64_t seed_;
  std::vector<Cell> cells_;
};

}  // namespace cordon::sketch
