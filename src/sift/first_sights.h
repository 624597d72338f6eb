// First sights: who sent a content to whom when it was first seen, for contents seen just once.
//
// Most content is seen once; of what is seen again the first passage is wanted too, because a
// worm's first victim received it then. A place is eight bytes, 40 bits of the key and 24 of the
// passage's number; a bucket is eight places, one cache line. Another key passes for a present one
// with a chance of 8 / 2^30 a look-up, and then a first receipt is wrong, no more than a hint: a
// content is suspected by what its receivers do (spreading.h). What does not fit into its bucket
// waits in a small map, until that is an eighth of the buckets and the table doubles, where it
// lies. At `most` places the oldest in its bucket gives way, and is counted. Passages themselves
// lie in a ring of `most / 8`: a sight that outlived its passage is as good as gone.
// Bounds: 8 bytes for each of `most` and 32 for each passage, touched as it fills: 48 MiB.
// Threads: one owner. Keys must be well mixed; their lowest bit may always be set.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <optional>

#include "base/lazy_zeros.h"
#include "sift/delivery.h"

namespace cordon::sift {

inline constexpr std::size_t kMostFirstSights = 1 << 22;

class FirstSights {
 public:
  /// `most`: a power of two.
  explicit FirstSights(std::size_t most = kMostFirstSights);

  /// Registers the passage to which the next calls of find_or_put() belong.
  void begin(const Delivery& passage);
  /// Who first sent this content, if it was seen; if not, this passage is its first sight.
  std::optional<Delivery> find_or_put(std::uint64_t key);
  /// Some keys before find_or_put().
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&buckets_[bucket_of(key)], 1); }

  std::uint64_t evicted() const { return evicted_; }

 private:
  static constexpr std::size_t kPlaces = 8;
  using Place = std::uint64_t;  // 40 bits of the key, 24 of the passage's number; 0: empty
  struct alignas(64) Bucket {
    Place places[kPlaces];
  };
  struct Passage {  // once
    Time time;
    std::uint64_t frame, flow;
    HostId from, to;
  };

  std::size_t bucket_of(std::uint64_t key) const;
  bool is_gone(Place place) const;
  Delivery delivery_of(Place place) const;
  void put(std::uint64_t key, Place place);
  void grow();
  void put_overflow_again();
  void forget_the_gone();

  LazyZeros<Bucket> buckets_;  // as many of them as are in use
  std::size_t used_;
  absl::flat_hash_map<std::uint64_t, Place> overflow_;  // by key
  LazyZeros<Passage> passages_;
  std::uint64_t passages_begun_ = 0;
  std::uint64_t evicted_ = 0;
};

}  // namespace cordon::sift
