// First sights: who sent a content to whom when it was first seen, for contents seen just once.
//
// Most content is seen once; of what is seen again the first passage is wanted too, because a
// worm's first victim received it then. A table of sixteen-byte entries in buckets of four, which
// grows to `most` entries; then the oldest in its bucket gives way, and is counted. Passages
// themselves lie in a ring of `most / 8`: a sight that outlived its passage is as good as gone.
// Threads: one owner. Key 0 is not allowed; the lowest bit of a
// key may always be set.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sift/delivery.h"

namespace cordon::sift {

inline constexpr std::size_t kMostFirstSights = 1 << 22;

class FirstSights {
 public:
  explicit FirstSights(std::size_t most = kMostFirstSights);

  /// Registers the passage to which the next calls of find_or_put() belong.
  void begin(const Delivery& passage);
  /// Who first sent this content, if it was seen; if not, this passage is its first sight.
  std::optional<Delivery> find_or_put(std::uint64_t key);

  std::uint64_t evicted() const { return evicted_; }

 private:
  struct Entry {
    std::uint64_t key = 0;
    std::uint64_t passage = 0;  // number
  };
  using Bucket = std::array<Entry, 4>;

  void grow();
  Bucket& bucket_of(std::uint64_t key) { return buckets_[(key >> 1) % buckets_.size()]; }
  bool is_gone(const Entry& entry) const {
    return entry.key == 0 || entry.passage + passages_.size() < passages_begun_;
  }
  void put(const Entry& entry);

  std::size_t most_;
  std::vector<Bucket> buckets_;
  std::vector<Delivery> passages_;
  std::uint64_t passages_begun_ = 0;
  std::uint64_t evicted_ = 0;
};

}  // namespace cordon::sift
