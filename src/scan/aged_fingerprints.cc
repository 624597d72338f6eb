#include "scan/aged_fingerprints.h"

#include <algorithm>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/check.h"

namespace cordon::scan {
namespace {

// A place: 18 bits of the key, 13 of time, and whether it is precious; 0: empty.
constexpr std::uint32_t kTimeMask = (1 << 13) - 1, kLifetime = 512;
constexpr std::uint32_t kKeyMask = ~std::uint32_t{0x3fff};

std::uint32_t fingerprint(std::uint64_t key) {
  const auto bits = static_cast<std::uint32_t>(key >> 32) & kKeyMask;
  return bits != 0 ? bits : 0x4000;
}
// What is a little in the future, as in disordered input, is of age 0.
std::uint32_t age(std::uint32_t place, std::uint32_t step) {
  const std::uint32_t steps = (step - (place >> 1)) & kTimeMask;
  return steps > kTimeMask - 64 ? 0 : steps;
}
bool is_precious(std::uint32_t place) { return (place & 1) != 0; }

// How ready a place is to be taken: an empty one, an outlived one, the oldest ordinary one, the
// oldest of all. Without branches, so that it is done for several places at once.
constexpr std::uint32_t kFree = 1 << 16;
std::uint32_t ripeness(std::uint32_t place, std::uint32_t step) {
  const std::uint32_t old = age(place, step);
  return old | (~place & 1) << 14 | static_cast<std::uint32_t>(old > kLifetime) << 16 |
         static_cast<std::uint32_t>(place == 0) << 17;
}

// A bit for each of the sixteen places that holds the fingerprint.
std::uint32_t places_with(const std::uint32_t* places, std::uint32_t wanted) {
#ifdef __SSE2__
  const __m128i mask = _mm_set1_epi32(static_cast<int>(kKeyMask));
  const __m128i key = _mm_set1_epi32(static_cast<int>(wanted));
  const auto* const four = reinterpret_cast<const __m128i*>(places);
  const auto equal = [&](std::size_t i) {
    return _mm_cmpeq_epi32(_mm_and_si128(_mm_load_si128(four + i), mask), key);
  };
  const __m128i low = _mm_packs_epi32(equal(0), equal(1));
  const __m128i high = _mm_packs_epi32(equal(2), equal(3));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
#else
  std::uint32_t same = 0;
  for (std::size_t i = 0; i < 16; ++i)
    same |= static_cast<std::uint32_t>((places[i] & kKeyMask) == wanted) << i;
  return same;
#endif
}

}  // namespace

AgedFingerprints::AgedFingerprints(std::size_t places, Duration lifetime)
    : lines_(std::max<std::size_t>(1, places / kPlaces)),
      step_(std::max<std::int64_t>(1, lifetime.count() / kLifetime)) {
  CHECK((lines_.size() & (lines_.size() - 1)) == 0);
}

std::uint32_t AgedFingerprints::step_of(Time now) const {
  const std::int64_t ns = to_ns(now);
  if (ns < latest_begins_ || ns - latest_begins_ >= step_) {
    if (ns < 0) return static_cast<std::uint32_t>(ns / step_) & kTimeMask;
    latest_ = ns / step_;
    latest_begins_ = latest_ * step_;
  }
  return static_cast<std::uint32_t>(latest_) & kTimeMask;
}

bool AgedFingerprints::add(std::uint64_t key, Time now, bool precious) {
  Line& line = lines_[line_of(key)];
  const std::uint32_t wanted = fingerprint(key), step = step_of(now);
  const std::uint32_t entry = wanted | step << 1 | precious;
  if (const std::uint32_t same = places_with(line.places, wanted); same != 0) {
    std::uint32_t& place = line.places[std::countr_zero(same)];
    const bool was_there = age(place, step) <= kLifetime;
    place = entry | (was_there && is_precious(place));
    return !was_there;
  }
  std::uint32_t ripest = 0;  // and its place, in the lowest bits
  for (std::uint32_t i = 0; i < kPlaces; ++i)
    ripest = std::max(ripest, ripeness(line.places[i], step) << 4 | i);
  evicted_ += ripest >> 4 < kFree;
  line.places[ripest & 15] = entry;
  return true;
}

bool AgedFingerprints::contains(std::uint64_t key, Time now) const {
  const Line& line = lines_[line_of(key)];
  const std::uint32_t same = places_with(line.places, fingerprint(key));
  return same != 0 && age(line.places[std::countr_zero(same)], step_of(now)) <= kLifetime;
}

}  // namespace cordon::scan
