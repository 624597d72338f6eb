// One cache line of aged_fingerprints.h: sixteen places of four bytes, and what is asked of all of
// them at once: which holds a fingerprint, and which is the first to give way.
//
// A place holds 18 bits of a key, 13 of the step of time in which it was last touched, and whether
// it is precious; 0: empty. The search for who gives way is most of what a scan costs, as each of
// its contacts is new: in four lanes it takes a sixth of the instructions. `plain` is what it is
// tested against, and what other processors take. Pure.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace cordon::scan {

struct alignas(64) AgedLine {
  static constexpr std::size_t kPlaces = 16;
  /// A key is kept for so many steps; in twice 4,096 its age begins again.
  static constexpr std::uint32_t kLifetime = 512, kTimeMask = (1 << 13) - 1;
  static constexpr std::uint32_t kKeyMask = ~std::uint32_t{0x3fff};
  /// What is a little in the future, as in disordered input, is of age 0.
  static constexpr std::uint32_t kFuture = 64;

  std::uint32_t places[kPlaces] = {};
};

inline std::uint32_t place_of(std::uint64_t key) {
  const auto bits = static_cast<std::uint32_t>(key >> 32) & AgedLine::kKeyMask;
  return bits != 0 ? bits : 0x4000;
}
inline std::uint32_t age(std::uint32_t place, std::uint32_t step) {
  const std::uint32_t steps = (step - (place >> 1)) & AgedLine::kTimeMask;
  return steps > AgedLine::kTimeMask - AgedLine::kFuture ? 0 : steps;
}
inline bool is_precious(std::uint32_t place) { return (place & 1) != 0; }

/// Who gives way: an empty place, one that is outlived, the oldest ordinary one, the oldest of all;
/// of equal ones the last. And whether something is lost by it.
struct Ripest {
  std::uint32_t place = 0;
  bool is_evicted = false;
  friend bool operator==(const Ripest&, const Ripest&) = default;
};

// How ready a place is to give way: its age, and the bits of what it is.
inline constexpr std::int16_t kOrdinary = 1 << 13, kOutlived = 1 << 14, kEmpty = INT16_MAX;

namespace plain {

inline std::uint32_t places_with(const AgedLine& line, std::uint32_t wanted) {
  std::uint32_t same = 0;
  for (std::size_t i = 0; i < AgedLine::kPlaces; ++i)
    same |= static_cast<std::uint32_t>((line.places[i] & AgedLine::kKeyMask) == wanted) << i;
  return same;
}

inline std::int16_t ripeness(std::uint32_t place, std::uint32_t step) {
  if (place == 0) return kEmpty;
  const std::uint32_t old = age(place, step);
  return static_cast<std::int16_t>(old | (is_precious(place) ? 0 : kOrdinary) |
                                   (old > AgedLine::kLifetime ? kOutlived : 0));
}

inline Ripest ripest(const AgedLine& line, std::uint32_t step) {
  std::int16_t most = -1;
  Ripest found;
  for (std::uint32_t i = 0; i < AgedLine::kPlaces; ++i) {
    const std::int16_t ripe = ripeness(line.places[i], step);
    if (ripe < most) continue;
    most = ripe;
    found.place = i;
  }
  found.is_evicted = most < kOutlived;
  return found;
}

}  // namespace plain

#ifdef __SSE2__

/// A bit for each of the sixteen places that holds the fingerprint.
inline std::uint32_t places_with(const AgedLine& line, std::uint32_t wanted) {
  const __m128i mask = _mm_set1_epi32(static_cast<int>(AgedLine::kKeyMask));
  const __m128i key = _mm_set1_epi32(static_cast<int>(wanted));
  const auto* const four = reinterpret_cast<const __m128i*>(line.places);
  const auto equal = [&](std::size_t i) {
    return _mm_cmpeq_epi32(_mm_and_si128(_mm_load_si128(four + i), mask), key);
  };
  const __m128i low = _mm_packs_epi32(equal(0), equal(1));
  const __m128i high = _mm_packs_epi32(equal(2), equal(3));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
}

inline Ripest ripest(const AgedLine& line, std::uint32_t step) {
  const auto all = [](int value) { return _mm_set1_epi32(value); };
  const auto* const four = reinterpret_cast<const __m128i*>(line.places);
  const auto ripeness = [&](std::size_t i) {
    const __m128i place = _mm_load_si128(four + i);
    __m128i old =
        _mm_and_si128(_mm_sub_epi32(all(static_cast<int>(step)), _mm_srli_epi32(place, 1)),
                      all(AgedLine::kTimeMask));
    old = _mm_andnot_si128(_mm_cmpgt_epi32(old, all(AgedLine::kTimeMask - AgedLine::kFuture)), old);
    const __m128i ordinary = _mm_andnot_si128(_mm_slli_epi32(place, 13), all(kOrdinary));
    const __m128i outlived =
        _mm_and_si128(_mm_cmpgt_epi32(old, all(AgedLine::kLifetime)), all(kOutlived));
    const __m128i empty = _mm_and_si128(_mm_cmpeq_epi32(place, _mm_setzero_si128()), all(kEmpty));
    return _mm_or_si128(_mm_or_si128(old, ordinary), _mm_or_si128(outlived, empty));
  };
  const __m128i low = _mm_packs_epi32(ripeness(0), ripeness(1));
  const __m128i high = _mm_packs_epi32(ripeness(2), ripeness(3));
  __m128i most = _mm_max_epi16(low, high);
  most = _mm_max_epi16(most, _mm_shuffle_epi32(most, 0b01'00'11'10));
  most = _mm_max_epi16(most, _mm_shuffle_epi32(most, 0b10'11'00'01));
  most = _mm_max_epi16(most, _mm_or_si128(_mm_slli_epi32(most, 16), _mm_srli_epi32(most, 16)));
  const __m128i same = _mm_packs_epi16(_mm_cmpeq_epi16(low, most), _mm_cmpeq_epi16(high, most));
  const auto at = static_cast<std::uint32_t>(_mm_movemask_epi8(same));
  return {static_cast<std::uint32_t>(std::bit_width(at)) - 1,
          (_mm_cvtsi128_si32(most) & kOutlived) == 0};
}

#else
using plain::places_with;
using plain::ripest;
#endif

}  // namespace cordon::scan
