// How many distinct things were seen: exactly while they are few, closely when they are many.
//
// Up to kExactDistinct hashes are kept sorted, and their number is exact (short of two things with
// one 64-bit hash). Beyond it HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) of 128 registers
// with the estimator of Ertl (2017), which has no bias at any size: standard error 1.04 / sqrt(128)
// = 9.2 %. What is added twice counts once; the state depends on the set alone and not on its
// order, so counters of several shards merge to the same bytes. It cannot forget: for a window that
// moves, keep two and let the older go.
// Owns at most 256 bytes beside itself. Threads: one a counter.
#pragma once

#include <cstdint>
#include <vector>

namespace cordon::sketch {

inline constexpr std::size_t kExactDistinct = 32;
inline constexpr std::size_t kDistinctRegisters = 128;

class DistinctCounter {
 public:
  /// `hash`: 64 well mixed bits of the thing (base/hash.h); keyed by a secret where an attacker
  /// chooses the things. True where it is certain that it was not there before, or where the
  /// estimate rose.
  bool add(std::uint64_t hash);
  /// Adds all that the other has seen.
  void merge(const DistinctCounter& other);
  /// How many; a whole number while exact().
  double estimate() const;
  bool exact() const { return !registers_; }
  bool empty() const { return words_.empty(); }
  void clear();
  /// Bytes that it owns beside itself.
  std::size_t bytes() const { return words_.capacity() * sizeof(std::uint64_t); }

  friend bool operator==(const DistinctCounter& a, const DistinctCounter& b) {
    return a.registers_ == b.registers_ && a.words_ == b.words_;
  }

 private:
  std::uint8_t* registers() { return reinterpret_cast<std::uint8_t*>(words_.data()); }
  const std::uint8_t* registers() const {
    return reinterpret_cast<const std::uint8_t*>(words_.data());
  }
  bool raise(std::uint64_t hash);
  void to_registers();

  std::vector<std::uint64_t> words_;  // sorted hashes, or the registers, a byte each
  bool registers_ = false;
};

}  // namespace cordon::sketch
