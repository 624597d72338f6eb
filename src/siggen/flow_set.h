// A set of flows by their number, as bits. Owns its words. Threads: plain value.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace cordon::siggen {

class FlowSet {
 public:
  FlowSet() = default;
  explicit FlowSet(std::size_t flows) : words_((flows + 63) / 64) {}

  static FlowSet all(std::size_t flows) {
    FlowSet set(flows);
    for (std::size_t i = 0; i < flows; ++i) set.add(i);
    return set;
  }
  void add(std::size_t flow) { words_[flow / 64] |= std::uint64_t{1} << flow % 64; }
  bool has(std::size_t flow) const { return (words_[flow / 64] >> flow % 64 & 1) != 0; }
  std::size_t count() const {
    std::size_t sum = 0;
    for (const auto word : words_) sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
  }
  /// What is in both; they must be of the same flows.
  FlowSet& operator&=(const FlowSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  std::size_t count_in(const FlowSet& other) const {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < words_.size(); ++i)
      sum += static_cast<std::size_t>(std::popcount(words_[i] & other.words_[i]));
    return sum;
  }
  /// Calls visit(flow) in rising order.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        visit(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }
  bool operator==(const FlowSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace cordon::siggen
