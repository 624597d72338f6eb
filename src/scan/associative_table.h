// A table of fixed size from 64-bit keys to records, as a processor's cache is one: a key may lie
// in eight places. Where they are full, the record that is worth least gives way, and is counted.
//
// Worth is a time, later for what has more to it (worth_of): old and slight records go first. A
// full table is the rule under attack and not an error: nothing allocates, no operation takes
// longer. 32 bits of a key are kept beside its set (cache_set.h); another key passes for it with a
// chance of 8 / 2^32 a look-up. Owns capacity * (8 + sizeof(Record)) bytes. Threads: one a table.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/check.h"
#include "base/large_pages.h"
#include "base/time.h"
#include "scan/cache_set.h"

namespace cordon::scan {

/// The worth of a record with so many contacts, last seen then: each is worth an hour, up to 64. In
/// steps of four minutes; 24 bits last until 2097.
inline std::uint32_t worth_of(Time last, std::uint32_t contacts) {
  constexpr std::int64_t kStep = 240'000'000'000;
  const std::int64_t steps = to_ns(last) / kStep + 15 * std::min(contacts, 64U);
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(steps, 0, (1 << 24) - 1));
}

template <typename Record>
class AssociativeTable {
 public:
  static constexpr std::size_t kWays = CacheSet::kWays;

  /// `capacity`: records, a power of two.
  explicit AssociativeTable(std::size_t capacity)
      : sets_(std::max<std::size_t>(1, capacity / kWays)), records_(sets_.size() * kWays) {
    CHECK((sets_.size() & (sets_.size() - 1)) == 0);
  }

  /// The key's record, or a new one. Keys must be well mixed. Valid until the next call.
  Record& at(std::uint64_t key) {
    const std::size_t set = set_of(key), way = way_of(set, key);
    CacheSet& places = sets_[set];
    Record& record = records_[set * kWays + way];
    if (places.tags[way] != tag_of(key) || places.worth[way] == 0) {
      evicted_ += places.worth[way] != 0;
      places.tags[way] = tag_of(key);
      places.worth[way] = 1;
      record = Record{};
    }
    return record;
  }
  /// Sets what the record is worth, below 2^31; a new one's is least.
  void set_worth(const Record& record, std::uint32_t worth) {
    const auto index = static_cast<std::size_t>(&record - records_.data());
    sets_[index / kWays].worth[index % kWays] = std::max<std::uint32_t>(worth, 1);
  }

  /// First the key's set, and some keys later its record: the one that at() will give.
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&sets_[set_of(key)], 1); }
  void prefetch_record(std::uint64_t key) const {
    const std::size_t set = set_of(key);
    const char* const record =
        reinterpret_cast<const char*>(&records_[set * kWays + way_of(set, key)]);
    for (std::size_t i = 0; i < sizeof(Record); i += 64) __builtin_prefetch(record + i, 1);
  }

  std::uint64_t evicted() const { return evicted_; }
  std::size_t bytes() const {
    return sets_.size() * sizeof(CacheSet) + records_.size() * sizeof(Record);
  }

 private:
  std::size_t set_of(std::uint64_t key) const { return key & (sets_.size() - 1); }
  static std::uint32_t tag_of(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }
  // Where the key lies, or what must give way to it.
  std::size_t way_of(std::size_t set, std::uint64_t key) const {
    const std::uint32_t same = ways_with(sets_[set], tag_of(key));
    return same != 0 ? static_cast<std::size_t>(std::countr_zero(same))
                     : way_worth_least(sets_[set]);
  }

  std::vector<CacheSet, LargePages<CacheSet>> sets_;
  std::vector<Record, LargePages<Record>> records_;
  std::uint64_t evicted_ = 0;
};

}  // namespace cordon::scan
