// A set of keys that forgets what is old: a table of fingerprints with ages.
//
// A key has sixteen places of four bytes, one cache line (aged_line.h). A place holds 18 bits of
// the key, its last time in steps of 1/512 of the lifetime, and whether it is precious. Places
// older than the lifetime are free; where none is, the oldest that is not precious gives way, else
// the oldest, and is counted. Another key passes for a present one with a chance of 16 / 2^18 a
// look-up; one that was not touched for sixteen lifetimes may pass for young. Small, since tables
// that are read at random cost what their pages cost. Bound: 4 bytes a place, allocated at once.
// Source of the form: Weaver, Staniford, Paxson 2004 (connection cache). Threads: one a set.
#pragma once

#include <cstdint>
#include <vector>

#include "base/large_pages.h"
#include "base/time.h"
#include "scan/aged_line.h"

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
  std::size_t bytes() const { return lines_.size() * sizeof(AgedLine); }

 private:
  std::size_t line_of(std::uint64_t key) const { return key & (lines_.size() - 1); }
  std::uint32_t step_of(Time now) const;

  std::vector<AgedLine, LargePages<AgedLine>> lines_;
  std::int64_t step_;  // nanoseconds
  // The step that was told last: time comes on slowly, and a division costs more than a look-up.
  mutable std::int64_t latest_ = 0, latest_begins_ = 0;
  std::uint64_t evicted_ = 0;
};

}  // namespace cordon::scan
