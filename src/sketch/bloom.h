// Was it seen before? A Bloom filter (1970): "no" is certain, "yes" is wrong with a stated chance.
//
// Made for `capacity` keys and a wanted share of wrong answers at that fill; beyond the capacity
// the share rises, and wrong_yes() tells what it is now. The bits of a key come from two hashes
// (Kirsch, Mitzenmacher 2006), keyed by a secret `seed` so that nobody can fill chosen bits.
// Owns its bits: 1.44 log2(1 / wrong) a key, rounded up to a power of two. Threads: one a filter.
#pragma once

#include <cstdint>
#include <vector>

namespace cordon::sketch {

inline constexpr std::size_t kMostBloomBits = std::size_t{1} << 34;

class BloomFilter {
 public:
  /// `wrong`: wanted share of wrong "yes" once `capacity` keys are in, within (0, 1).
  BloomFilter(std::size_t capacity, double wrong, std::uint64_t seed);

  /// True where the key was not there: certainly new.
  bool add(std::uint64_t key);
  bool contains(std::uint64_t key) const;
  /// Adds all keys of a filter that was made with the same three numbers.
  void merge(const BloomFilter& other);
  /// The share of keys never added for which contains() says yes now.
  double wrong_yes() const;
  void clear();
  std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

 private:
  std::vector<std::uint64_t> words_;
  std::uint64_t seed_;
  std::uint64_t mask_ = 0;
  int hashes_ = 0;
  std::uint64_t set_ = 0;  // bits that are one
};

}  // namespace cordon::sketch
