// A table of fixed size from 64-bit keys to records, as a processor's cache is one: kWays places a
// key may lie in. Where they are full, the record that is worth least gives way, and is counted.
//
// `Record` has a member `std::uint64_t key` (0: empty) and `std::uint64_t worth() const`. A full
// table is the rule under attack and not an error: nothing allocates, no operation takes longer.
// Owns capacity * sizeof(Record) bytes. Threads: one a table.
#pragma once

#include <cstdint>
#include <vector>

#include "base/check.h"

namespace cordon::scan {

template <typename Record>
class AssociativeTable {
 public:
  static constexpr std::size_t kWays = 4;

  /// `capacity`: records, a power of two.
  explicit AssociativeTable(std::size_t capacity) : records_(capacity) {
    CHECK(capacity >= kWays && (capacity & (capacity - 1)) == 0);
  }

  /// Null where there is none. Keys must be well mixed.
  Record* find(std::uint64_t key) {
    key |= key == 0;
    Record* const set = &records_[place(key)];
    for (std::size_t i = 0; i < kWays; ++i)
      if (set[i].key == key) return set + i;
    return nullptr;
  }
  /// The record, or a new one with nothing but its key.
  Record& at(std::uint64_t key) {
    key |= key == 0;
    Record* const set = &records_[place(key)];
    Record* least = set;
    for (std::size_t i = 0; i < kWays; ++i) {
      if (set[i].key == key) return set[i];
      if (least->key != 0 && (set[i].key == 0 || set[i].worth() < least->worth())) least = set + i;
    }
    evicted_ += least->key != 0;
    held_ += least->key == 0;
    *least = Record{};
    least->key = key;
    return *least;
  }
  void prefetch(std::uint64_t key) const {
    const char* const set = reinterpret_cast<const char*>(&records_[place(key | (key == 0))]);
    for (std::size_t at = 0; at < kWays * sizeof(Record); at += 64)
      __builtin_prefetch(set + at, 1);
  }

  std::uint64_t evicted() const { return evicted_; }
  std::size_t held() const { return held_; }
  std::size_t bytes() const { return records_.size() * sizeof(Record); }
  const std::vector<Record>& records() const { return records_; }

 private:
  std::size_t place(std::uint64_t key) const { return key & (records_.size() - 1) & ~(kWays - 1); }

  std::vector<Record> records_;
  std::uint64_t evicted_ = 0;
  std::size_t held_ = 0;
};

}  // namespace cordon::scan
