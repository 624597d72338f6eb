// The keys of JSON that a parser wants, as a tree, so that what it does not want costs nothing more
// than to be passed over.
//
// Made of paths, keys joined with dots; a key that has dots itself means the same as the objects
// that it stands for. Each node finds its children by a hash without collisions of a key's length
// and its first and last eight bytes: lines have dozens of keys, so that nothing here depends on
// how long one is. Immutable. Bounds: those of the list it is made of.
#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::logs {

class JsonKeys {
 public:
  using Node = std::uint16_t;
  static constexpr Node kRoot = 0, kUnwanted = 1;
  static constexpr int kNoLeaf = -1;

  struct Path {
    std::string_view path;
    int leaf;           // what the visitor calls it
    bool list = false;  // may be an array, each item of which is such a leaf
  };
  explicit JsonKeys(std::initializer_list<Path> paths);
  explicit JsonKeys(const std::vector<Path>& paths);

  /// kUnwanted where nothing below the key is wanted. `readable` bytes from the key's first may be
  /// looked at.
  Node child(Node parent, std::string_view key, std::size_t readable) const {
    const Children& children = nodes_[parent].children;
    const Ends ends = ends_of(key, readable);
    const Slot& slot = slots_[children.first + (hash_of(ends, children.seed) >> children.shift)];
    if (((slot.ends.first ^ ends.first) | (slot.ends.last ^ ends.last) |
         (slot.ends.size ^ ends.size)) != 0)
      return kUnwanted;
    return ends.size <= 16 || key == slot.key ? slot.child : kUnwanted;
  }
  bool enters(Node node) const { return nodes_[node].enters; }
  int leaf(Node node) const { return nodes_[node].leaf; }

 private:
  // A key's length, its first and its last eight bytes; of a shorter one, all of it twice.
  struct Ends {
    std::uint64_t size = 0, first = 0, last = 0;
  };
  struct Children {
    std::uint32_t first = 0;   // of slots_; at 0 is one that no key has
    std::uint32_t shift = 63;  // as many slots as the hash has values
    std::uint64_t seed = 0;    // none: no children
  };
  struct NodeOf {
    std::string path;
    int leaf = kNoLeaf;
    bool enters = false;
    Children children;
  };
  struct Slot {
    Ends ends{UINT64_MAX, 0, 0};
    Node child = kUnwanted;
    std::string key;
  };
  using Named = std::vector<std::pair<std::string_view, Node>>;

  static std::uint64_t word_at(const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    return word;
  }
  static Ends ends_of(std::string_view key, std::size_t readable) {
    const std::size_t size = key.size();
    if (readable < 8) {
      char copy[8] = {};
      std::memcpy(copy, key.data(), size);
      return {size, word_at(copy), word_at(copy)};
    }
    const std::size_t missing = size < 8 ? 8 - size : 0;
    const std::uint64_t mask = missing == 8 ? 0 : ~std::uint64_t{0} >> (8 * missing);
    return {size, word_at(key.data()) & mask, word_at(key.data() + (size + missing - 8)) & mask};
  }
  static std::uint64_t hash_of(const Ends& ends, std::uint64_t seed) {
    return (ends.first ^ (ends.last << 29 | ends.last >> 35) ^ ends.size) * seed;
  }

  Node node_of(std::string_view path);
  void place(Node parent, const Named& children);

  std::vector<NodeOf> nodes_;
  std::vector<Slot> slots_;
};

}  // namespace cordon::logs
