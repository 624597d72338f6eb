#include "sketch/bloom.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/check.h"
#include "base/hash.h"

namespace cordon::sketch {

BloomFilter::BloomFilter(std::size_t capacity, double wrong, std::uint64_t seed)
    : seed_(mix(seed)) {
  CHECK(capacity > 0 && wrong > 0 && wrong < 1);
  const double ln2 = std::log(2.0);
  const double bits = -static_cast<double>(capacity) * std::log(wrong) / (ln2 * ln2);
  CHECK(bits <= static_cast<double>(kMostBloomBits));
  const std::uint64_t size =
      std::bit_ceil(std::max<std::uint64_t>(64, static_cast<std::uint64_t>(std::ceil(bits))));
  words_.resize(size / 64);
  mask_ = size - 1;
  hashes_ = std::max(1, static_cast<int>(std::ceil(-std::log2(wrong))));
}

bool BloomFilter::add(std::uint64_t key) {
  std::uint64_t at = mix(key ^ seed_);
  const std::uint64_t step = mix(at + seed_) | 1;
  bool is_new = false;
  for (int i = 0; i < hashes_; ++i, at += step) {
    std::uint64_t& word = words_[(at & mask_) / 64];
    const std::uint64_t bit = std::uint64_t{1} << (at & 63);
    if ((word & bit) != 0) continue;
    word |= bit;
    ++set_;
    is_new = true;
  }
  return is_new;
}

bool BloomFilter::contains(std::uint64_t key) const {
  std::uint64_t at = mix(key ^ seed_);
  const std::uint64_t step = mix(at + seed_) | 1;
  for (int i = 0; i < hashes_; ++i, at += step)
    if ((words_[(at & mask_) / 64] >> (at & 63) & 1) == 0) return false;
  return true;
}

void BloomFilter::merge(const BloomFilter& other) {
  CHECK(words_.size() == other.words_.size() && seed_ == other.seed_ && hashes_ == other.hashes_);
  set_ = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] |= other.words_[i];
    set_ += static_cast<std::uint64_t>(std::popcount(words_[i]));
  }
}

double BloomFilter::wrong_yes() const {
  return std::pow(static_cast<double>(set_) / static_cast<double>(words_.size() * 64), hashes_);
}

void BloomFilter::clear() {
  std::fill(words_.begin(), words_.end(), 0);
  set_ = 0;
}

}  // namespace cordon::sketch
