// A set of keys that forgets what is old: a table of fingerprints with ages.
//
// A key has eight places, one cache line. A place holds 40 bits of the key, its last time in steps
// of a minute, and whether it is precious. Places older than `lifetime` are free; where none is, the
// oldest that is not precious gives way, else the oldest, and is counted. Another key passes for a
// present one with a chance of 8 / 2^40 a look-up. Bound: 8 bytes a place, allocated at once.
// Source of the form: Weaver, Staniford, Paxson 2004 (connection cache). Threads: one a set.
#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"

namespace cordon::scan {

class AgedFingerprints {
 public:
  /// `places`: a power of two.
  AgedFingerprints(std::size_t places, Duration lifetime);

  /// Adds the key, or makes it young again; true where it was not there. Keys must be well mixed.
  bool add(std::uint64_t key, Time now, bool precious);
  bool contains(std::uint64_t key, Time now) const;
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&lines_[line_of(key)], 1); }

  std::uint64_t evicted() const { return evicted_; }
  std::size_t bytes() const { return lines_.size() * sizeof(Line); }

 private:
  static constexpr std::size_t kPlaces = 8;
  struct alignas(64) Line {
    std::uint64_t places[kPlaces] = {};
  };
  std::size_t line_of(std::uint64_t key) const { return key & (lines_.size() - 1); }

  std::vector<Line> lines_;
  std::uint64_t lifetime_;  // minutes
  std::uint64_t evicted_ = 0;
};

}  // namespace cordon::scan
