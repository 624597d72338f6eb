// A set of whole numbers below a bound, which tells the next one in it: bits, and above them a bit
// for each word that is not empty, and so on. Insert, erase and next are O(log64 bound).
// Threads: none. Memory: 1.02 bits a number.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace cordon::epidemic {

class Successors {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Successors() = default;
  explicit Successors(std::size_t bound) {
    do {
      bound = (bound + 63) / 64;
      levels_.emplace_back(bound);
    } while (bound > 1);
  }

  bool has(std::size_t n) const { return levels_[0][n / 64] >> (n % 64) & 1; }
  void insert(std::size_t n) {
    for (auto& level : levels_) {
      level[n / 64] |= std::uint64_t{1} << (n % 64);
      n /= 64;
    }
  }
  void erase(std::size_t n) {
    for (auto& level : levels_) {
      level[n / 64] &= ~(std::uint64_t{1} << (n % 64));
      n /= 64;
      if (level[n] != 0) return;
    }
  }
  /// The least that is n or more; kNone where there is none.
  std::size_t next(std::size_t n) const {
    for (std::size_t height = 0; height < levels_.size(); ++height) {
      const std::size_t word = n / 64;
      if (word >= levels_[height].size()) return kNone;
      if (const std::uint64_t rest = levels_[height][word] >> (n % 64); rest != 0)
        return down(height, n + static_cast<std::size_t>(std::countr_zero(rest)));
      n = word + 1;
    }
    return kNone;
  }

 private:
  std::size_t down(std::size_t height, std::size_t n) const {
    while (height-- > 0)
      n = n * 64 + static_cast<std::size_t>(std::countr_zero(levels_[height][n]));
    return n;
  }
  std::vector<std::vector<std::uint64_t>> levels_;
};

}  // namespace cordon::epidemic
