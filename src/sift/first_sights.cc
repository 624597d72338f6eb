#include "sift/first_sights.h"

#include <algorithm>

#include "base/check.h"

namespace cordon::sift {
namespace {

constexpr std::size_t kFirstBuckets = 1 << 10;

}  // namespace

FirstSights::FirstSights(std::size_t most)
    : most_(std::max<std::size_t>(most, 64)), buckets_(std::min(kFirstBuckets, most_ / 4)) {
  passages_.resize(1);
}

void FirstSights::begin(const Delivery& passage) {
  // The ring grows with what it has to hold.
  if (passages_begun_ == passages_.size() && passages_.size() < most_ / 8)
    passages_.resize(std::min(most_ / 8, passages_.size() * 2));
  passages_[passages_begun_ % passages_.size()] = passage;
  ++passages_begun_;
}

std::optional<Delivery> FirstSights::find_or_put(std::uint64_t key) {
  CHECK(key != 0 && passages_begun_ > 0);
  for (const Entry& entry : bucket_of(key))
    if (entry.key == key && !is_gone(entry)) return passages_[entry.passage % passages_.size()];
  const auto is_full = [&] {
    const Bucket& bucket = bucket_of(key);
    return std::all_of(bucket.begin(), bucket.end(), [](const Entry& e) { return e.key != 0; });
  };
  if (buckets_.size() * 4 < most_ && is_full()) grow();
  put({key, passages_begun_ - 1});
  return std::nullopt;
}

void FirstSights::put(const Entry& entry) {
  Bucket& bucket = bucket_of(entry.key);
  Entry* oldest = &bucket[0];
  for (Entry& each : bucket) {
    if (each.key == 0 || each.key == entry.key) {
      each = entry;
      return;
    }
    if (each.passage < oldest->passage) oldest = &each;
  }
  ++evicted_;
  *oldest = entry;
}

void FirstSights::grow() {
  std::vector<Bucket> old(std::min(buckets_.size() * 2, most_ / 4));
  old.swap(buckets_);
  for (const Bucket& bucket : old)
    for (const Entry& entry : bucket) {
      if (entry.key == 0) continue;
      if (is_gone(entry)) {
        ++evicted_;
      } else {
        put(entry);
      }
    }
}

}  // namespace cordon::sift
