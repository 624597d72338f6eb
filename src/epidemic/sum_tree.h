// Sums over a row of numbers, of which single ones change: the sum before a place, and the place
// where a running sum passes a value, in O(log n).
//
// A complete binary tree in which each node is the sum of its two children, made anew on the way
// up. A Fenwick tree takes as long, but adds differences: with floating-point weights that come and
// go it drifts, and a weight that should be 0 is not. Here a sum depends on its leaves only, and a
// leaf of 0 is never found. Threads: none. Memory: two values a leaf.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <vector>

namespace cordon::epidemic {

template <class Value>
class SumTree {
 public:
  SumTree() = default;
  explicit SumTree(std::size_t leaves) { resize(leaves); }

  void resize(std::size_t leaves) {
    base_ = 1;
    while (base_ < leaves) base_ *= 2;
    nodes_.assign(2 * base_, Value{});
  }
  void clear() { std::fill(nodes_.begin(), nodes_.end(), Value{}); }

  Value total() const { return nodes_[1]; }
  Value at(std::size_t leaf) const { return nodes_[base_ + leaf]; }

  void set(std::size_t leaf, Value value) {
    std::size_t node = base_ + leaf;
    nodes_[node] = value;
    while (node > 1) {
      node /= 2;
      nodes_[node] = nodes_[2 * node] + nodes_[2 * node + 1];
    }
  }
  /// Cheaper than set(); exact for integers, and for them only.
  void add(std::size_t leaf, Value difference) requires std::integral<Value> {
    for (std::size_t node = base_ + leaf; node > 0; node /= 2) nodes_[node] += difference;
  }
  /// Sets a leaf without its sums; call sum() after the last.
  void put(std::size_t leaf, Value value) { nodes_[base_ + leaf] = value; }
  void sum() {
    for (std::size_t node = base_ - 1; node > 0; --node)
      nodes_[node] = nodes_[2 * node] + nodes_[2 * node + 1];
  }

  /// The sum of the leaves before this one.
  Value before(std::size_t leaf) const {
    if (leaf >= base_) return total();
    Value sum{};
    for (std::size_t node = base_ + leaf; node > 1; node /= 2)
      if (node % 2 == 1) sum += nodes_[node - 1];
    return sum;
  }
  /// The first leaf with which the running sum is above `value`, which must be below the total.
  std::size_t find(Value value) const {
    std::size_t node = 1;
    while (node < base_) {
      node *= 2;
      if (value >= nodes_[node] && nodes_[node + 1] > Value{}) value -= nodes_[node++];
    }
    return node - base_;
  }

 private:
  std::size_t base_ = 1;
  std::vector<Value> nodes_ = std::vector<Value>(2);  // [1] the root; children of n at 2n, 2n+1
};

}  // namespace cordon::epidemic
