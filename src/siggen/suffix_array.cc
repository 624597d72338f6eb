#include "siggen/suffix_array.h"

#include <cstddef>

namespace cordon::siggen {
namespace {

using Numbers = std::vector<std::int32_t>;

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

// One level of SA-IS. A suffix is "small" where it is less than the one behind it; a small suffix
// behind a large one is leftmost small, and sorting those sorts all.
class InducedSort {
 public:
  InducedSort(const Numbers& text, std::int32_t largest)
      : text_(text),
        size_(static_cast<std::int32_t>(text.size())),
        small_(text.size()),
        large_begin_(at(largest) + 2),
        small_begin_(at(largest) + 2),
        sorted_(text.size(), -1) {
    for (std::int32_t i = size_ - 2; i >= 0; --i)
      small_[at(i)] =
          text[at(i)] == text[at(i + 1)] ? small_[at(i + 1)] : text[at(i)] < text[at(i + 1)];
    count_buckets(at(largest));
    for (std::int32_t i = 1; i < size_; ++i)
      if (is_leftmost(i)) leftmost_.push_back(i);
  }

  Numbers run() {
    induce(leftmost_);
    if (leftmost_.size() > 1) induce(sorted_leftmost());
    return std::move(sorted_);
  }

 private:
  bool is_leftmost(std::int32_t i) const { return i > 0 && small_[at(i)] && !small_[at(i - 1)]; }

  void count_buckets(std::size_t largest) {
    Numbers large(largest + 1), small(largest + 1);
    for (std::size_t i = 0; i < text_.size(); ++i) ++(small_[i] ? small : large)[at(text_[i])];
    std::int32_t sum = 0;
    for (std::size_t symbol = 0; symbol <= largest; ++symbol) {
      large_begin_[symbol] = sum;
      small_begin_[symbol] = sum + large[symbol];
      sum += large[symbol] + small[symbol];
    }
    large_begin_[largest + 1] = small_begin_[largest + 1] = sum;
  }

  /// Sorts all suffixes, given the leftmost small ones in their order (or, for the first pass,
  /// any).
  void induce(const Numbers& leftmost) {
    sorted_.assign(text_.size(), -1);
    Numbers next = small_begin_;
    for (const std::int32_t i : leftmost) sorted_[at(next[at(text_[at(i)])]++)] = i;
    next = large_begin_;
    sorted_[at(next[at(text_[at(size_ - 1)])]++)] = size_ - 1;
    for (std::int32_t i = 0; i < size_; ++i) {
      const std::int32_t before = sorted_[at(i)] - 1;
      if (before >= 0 && !small_[at(before)]) sorted_[at(next[at(text_[at(before)])]++)] = before;
    }
    next = large_begin_;  // small suffixes fill their bucket from its end
    for (std::int32_t i = size_ - 1; i >= 0; --i) {
      const std::int32_t before = sorted_[at(i)] - 1;
      if (before >= 0 && small_[at(before)])
        sorted_[at(--next[at(text_[at(before)]) + 1])] = before;
    }
  }

  bool same_piece(std::int32_t a, std::int32_t b) const {
    for (std::int32_t i = 0;; ++i) {
      if (a + i >= size_ || b + i >= size_ || text_[at(a + i)] != text_[at(b + i)]) return false;
      if (i > 0 && (is_leftmost(a + i) || is_leftmost(b + i)))
        return is_leftmost(a + i) && is_leftmost(b + i);
    }
  }

  /// The pieces between leftmost small suffixes get names by their order; the names are a shorter
  /// text, whose suffix array is the order of those suffixes.
  Numbers sorted_leftmost() {
    Numbers order;
    for (const std::int32_t i : sorted_)
      if (is_leftmost(i)) order.push_back(i);
    Numbers names(text_.size(), -1);
    std::int32_t name = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 0 && !same_piece(order[i - 1], order[i])) ++name;
      names[at(order[i])] = name;
    }
    Numbers shorter;
    for (const std::int32_t i : leftmost_) shorter.push_back(names[at(i)]);
    order.clear();
    for (const std::int32_t i : suffix_array(shorter, name)) order.push_back(leftmost_[at(i)]);
    return order;
  }

  const Numbers& text_;
  std::int32_t size_;
  std::vector<bool> small_;
  Numbers leftmost_;
  Numbers large_begin_, small_begin_;  // by symbol, where its large and small suffixes begin
  Numbers sorted_;
};

}  // namespace

Numbers suffix_array(const Numbers& text, std::int32_t largest) {
  if (text.empty()) return {};
  return InducedSort(text, largest).run();
}

Numbers common_prefixes(const Numbers& text, const Numbers& suffixes) {
  const auto size = static_cast<std::int32_t>(text.size());
  Numbers rank(text.size()), shared(text.size());
  for (std::int32_t i = 0; i < size; ++i) rank[at(suffixes[at(i)])] = i;
  std::int32_t length = 0;
  for (std::int32_t i = 0; i < size; ++i) {
    if (rank[at(i)] == 0) {
      length = 0;
      continue;
    }
    const std::int32_t other = suffixes[at(rank[at(i)] - 1)];
    while (i + length < size && other + length < size &&
           text[at(i + length)] == text[at(other + length)])
      ++length;
    shared[at(rank[at(i)])] = length;
    if (length > 0) --length;
  }
  return shared;
}

}  // namespace cordon::siggen
