// How often strings of at most four bytes occur: a table of fixed size.
//
// Counts are exact for what is kept. Where two strings want one slot, the one there stays if it has
// been seen twice, so that what is common is kept and what occurs once, as in random bytes, is not.
// Owns 8 bytes a slot. Threads: const after adding.
#pragma once

#include <cstdint>
#include <vector>

namespace cordon::siggen {

class GramCounts {
 public:
  explicit GramCounts(int slot_bits)
      : slots_(std::size_t{1} << slot_bits), shift_(64 - slot_bits) {}

  void add(std::uint32_t gram) {
    Slot& slot = slots_[place_of(gram)];
    if (slot.count > 0 && slot.gram == gram)
      ++slot.count;
    else if (slot.count <= 1)
      slot = {gram, 1};
  }
  std::uint32_t count(std::uint32_t gram) const {
    const Slot& slot = slots_[place_of(gram)];
    return slot.gram == gram ? slot.count : 0;
  }

 private:
  struct Slot {
    std::uint32_t gram = 0, count = 0;
  };
  std::size_t place_of(std::uint32_t gram) const {
    return static_cast<std::size_t>(gram * 0x9e3779b97f4a7c15ULL >> shift_);
  }
  std::vector<Slot> slots_;
  int shift_;
};

}  // namespace cordon::siggen
