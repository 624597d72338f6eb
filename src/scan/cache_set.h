// One set of an associative table, a cache line: for each of eight ways 32 bits of the key that
// lies there and what its record is worth; worth 0: empty. Which way holds a key, and which gives
// way, is asked of all ways at once; `plain` is what that is tested against, and what other
// processors take. Pure.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace cordon::scan {

struct alignas(64) CacheSet {
  static constexpr std::size_t kWays = 8;
  std::uint32_t tags[kWays] = {};
  std::uint32_t worth[kWays] = {};  // below 2^31
};

namespace plain {

inline std::uint32_t ways_with(const CacheSet& set, std::uint32_t tag) {
  std::uint32_t same = 0;
  for (std::size_t way = 0; way < CacheSet::kWays; ++way)
    same |= static_cast<std::uint32_t>(set.tags[way] == tag && set.worth[way] != 0) << way;
  return same;
}

inline std::size_t way_worth_least(const CacheSet& set) {
  std::size_t least = 0;
  for (std::size_t way = 1; way < CacheSet::kWays; ++way)
    if (set.worth[way] < set.worth[least]) least = way;
  return least;
}

}  // namespace plain

#ifdef __SSE2__

// A bit for each of eight lanes.
inline std::uint32_t lanes(__m128i low, __m128i high) {
  return static_cast<std::uint32_t>(
      _mm_movemask_epi8(_mm_packs_epi16(_mm_packs_epi32(low, high), _mm_setzero_si128())));
}

/// A bit for each way that holds the tag.
inline std::uint32_t ways_with(const CacheSet& set, std::uint32_t tag) {
  const __m128i wanted = _mm_set1_epi32(static_cast<int>(tag));
  const auto held = [&](std::size_t i) {
    const __m128i worth = _mm_load_si128(reinterpret_cast<const __m128i*>(set.worth) + i);
    const __m128i tags = _mm_load_si128(reinterpret_cast<const __m128i*>(set.tags) + i);
    return _mm_andnot_si128(_mm_cmpeq_epi32(worth, _mm_setzero_si128()),
                            _mm_cmpeq_epi32(tags, wanted));
  };
  return lanes(held(0), held(1));
}

/// The way that gives way: of equal ones the first.
inline std::size_t way_worth_least(const CacheSet& set) {
  const auto lesser = [](__m128i a, __m128i b) {
    const __m128i b_is_less = _mm_cmpgt_epi32(a, b);
    return _mm_or_si128(_mm_and_si128(b_is_less, b), _mm_andnot_si128(b_is_less, a));
  };
  const __m128i low = _mm_load_si128(reinterpret_cast<const __m128i*>(set.worth));
  const __m128i high = _mm_load_si128(reinterpret_cast<const __m128i*>(set.worth) + 1);
  __m128i least = lesser(low, high);
  least = lesser(least, _mm_shuffle_epi32(least, 0b01'00'11'10));
  least = lesser(least, _mm_shuffle_epi32(least, 0b10'11'00'01));
  return static_cast<std::size_t>(
      std::countr_zero(lanes(_mm_cmpeq_epi32(low, least), _mm_cmpeq_epi32(high, least))));
}

#else
using plain::way_worth_least;
using plain::ways_with;
#endif

}  // namespace cordon::scan
