#include "sift/first_sights.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "base/check.h"

namespace cordon::sift {
namespace {

constexpr std::size_t kFirstBuckets = 1 << 10;
constexpr unsigned kNumberBits = 24;
constexpr std::uint64_t kNumberMask = (1 << kNumberBits) - 1;
// The bits of a key by which its bucket is found: the first 1 << 10 are told by bits that its place
// does not hold, so that these tell keys apart too.
constexpr unsigned kBucketFrom = kNumberBits - 10;

// What its place holds of a key: never nothing.
std::uint64_t tag_of(std::uint64_t key) { return (key | std::uint64_t{1} << 63) & ~kNumberMask; }

}  // namespace

FirstSights::FirstSights(std::size_t most)
    : buckets_(std::max<std::size_t>(most, 64) / kPlaces, Pages::large),
      used_(std::min(kFirstBuckets, buckets_.size())),
      passages_(buckets_.size()) {
  CHECK(std::has_single_bit(most) && passages_.size() < kNumberMask / 4);
}

std::size_t FirstSights::bucket_of(std::uint64_t key) const {
  return key >> kBucketFrom & (used_ - 1);
}

bool FirstSights::is_gone(Place place) const {
  return ((passages_begun_ - 1 - place) & kNumberMask) >= passages_.size();
}

Delivery FirstSights::delivery_of(Place place) const {
  const Passage& p = passages_[place & (passages_.size() - 1)];
  return {p.from, p.to, {p.time, p.frame}, p.time, p.flow};
}

void FirstSights::begin(const Delivery& passage) {
  passages_[passages_begun_ & (passages_.size() - 1)] = {passage.first.time, passage.first.frame,
                                                         passage.flow, passage.from, passage.to};
  // Long before numbers come again.
  if (++passages_begun_ % (kNumberMask / 2 + 1) == 0) forget_the_gone();
}

std::optional<Delivery> FirstSights::find_or_put(std::uint64_t key) {
  CHECK(passages_begun_ > 0);
  const std::uint64_t tag = tag_of(key);
  const Bucket& bucket = buckets_[bucket_of(key)];
  unsigned same = 0;
  for (std::size_t i = 0; i < kPlaces; ++i)
    same |= static_cast<unsigned>((bucket.places[i] & ~kNumberMask) == tag) << i;
  if (same != 0) {
    const Place place = bucket.places[std::countr_zero(same)];
    if (!is_gone(place)) return delivery_of(place);
  } else if (bucket.places[kPlaces - 1] != 0 && !overflow_.empty()) {
    const auto found = overflow_.find(key);
    if (found != overflow_.end() && !is_gone(found->second)) return delivery_of(found->second);
  }
  put(key, tag | ((passages_begun_ - 1) & kNumberMask));
  return std::nullopt;
}

void FirstSights::put(std::uint64_t key, Place place) {
  Bucket& bucket = buckets_[bucket_of(key)];
  const auto age = [&](Place of) { return (passages_begun_ - 1 - of) & kNumberMask; };
  Place* oldest = &bucket.places[0];
  for (Place& each : bucket.places) {
    if (each == 0 || (each & ~kNumberMask) == tag_of(key)) {
      each = place;
      return;
    }
    if (age(each) > age(*oldest)) oldest = &each;
  }
  if (is_gone(*oldest) || used_ == buckets_.size()) {
    ++evicted_;
    *oldest = place;
  } else if (overflow_.size() < used_ / 8 || overflow_.contains(key)) {
    overflow_.insert_or_assign(key, place);
  } else {
    grow();
    put(key, place);
  }
}

// Each bucket keeps some of its places and gives the others to a bucket of the new half.
void FirstSights::grow() {
  const std::uint64_t bit = std::uint64_t{used_} << kBucketFrom;
  for (std::size_t i = 0; i < used_; ++i) {
    const Bucket before = buckets_[i];
    buckets_[i] = {};
    Place* next[] = {buckets_[i].places, buckets_[i + used_].places};
    for (const Place place : before.places) {
      if (place == 0) break;
      if (is_gone(place)) {
        ++evicted_;
      } else {
        *next[(place & bit) != 0]++ = place;
      }
    }
  }
  used_ *= 2;
  put_overflow_again();
}

void FirstSights::put_overflow_again() {
  std::vector<std::pair<Place, std::uint64_t>> waiting;
  for (const auto& [key, place] : std::exchange(overflow_, {})) waiting.emplace_back(place, key);
  std::sort(waiting.begin(), waiting.end());  // a map's order is any
  for (const auto& [place, key] : waiting) put(key, place);
}

void FirstSights::forget_the_gone() {
  for (std::size_t i = 0; i < used_; ++i) {
    Bucket& bucket = buckets_[i];
    const auto kept = std::remove_if(std::begin(bucket.places), std::end(bucket.places),
                                     [&](Place place) { return place != 0 && is_gone(place); });
    evicted_ += static_cast<std::uint64_t>(std::end(bucket.places) - kept);
    std::fill(kept, std::end(bucket.places), 0);
  }
  absl::erase_if(overflow_, [&](const auto& each) { return is_gone(each.second); });
  put_overflow_again();
}

}  // namespace cordon::sift
