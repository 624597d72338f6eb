// The keys of JSON that a parser wants, as a tree, so that what it does not want costs nothing more
// than to be passed over.
//
// Made of paths, keys joined with dots; a key that has dots itself means the same as the objects
// that it stands for. Each node finds its children by a hash without collisions of a key's length
// and four of its bytes. Immutable. Bounds: those of the list it is made of.
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

  /// kUnwanted where nothing below the key is wanted.
  Node child(Node parent, std::string_view key) const {
    const Children& children = nodes_[parent].children;
    if (key.empty() || children.mask == 0) return kUnwanted;
    const Slot& slot = slots_[children.first + (hash_of(key, children.seed) & children.mask)];
    return is_equal(slot.key, key) ? slot.child : kUnwanted;
  }
  bool enters(Node node) const { return nodes_[node].enters; }
  int leaf(Node node) const { return nodes_[node].leaf; }

 private:
  struct Children {
    std::uint32_t first = 0, mask = 0;  // of slots_; no mask: no children
    std::uint32_t seed = 0;
  };
  struct NodeOf {
    std::string path;
    int leaf = kNoLeaf;
    bool enters = false;
    Children children;
  };
  struct Slot {
    std::string key;
    Node child = kUnwanted;
  };
  using Named = std::vector<std::pair<std::string_view, Node>>;

  static std::uint32_t hash_of(std::string_view key, std::uint32_t seed) {
    const auto byte = [&](std::size_t at) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(key[at]));
    };
    const std::size_t size = key.size();
    const std::uint32_t mixed = byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16 |
                                byte(size - 1 - (size > 1 ? 1 : 0)) << 24;
    return ((mixed ^ static_cast<std::uint32_t>(size) * 0x9e3779b1u) * seed) >> 16;
  }
  // Keys are short: a call of memcmp costs more than it compares.
  static bool is_equal(std::string_view a, std::string_view b) {
    const std::size_t size = a.size();
    if (size != b.size()) return false;
    const auto halves = [&]<class Word>(Word) {
      Word words[4];
      std::memcpy(&words[0], a.data(), sizeof(Word));
      std::memcpy(&words[1], b.data(), sizeof(Word));
      std::memcpy(&words[2], a.data() + size - sizeof(Word), sizeof(Word));
      std::memcpy(&words[3], b.data() + size - sizeof(Word), sizeof(Word));
      return words[0] == words[1] && words[2] == words[3];
    };
    if (size > 16) return a == b;
    if (size >= 8) return halves(std::uint64_t{});
    if (size >= 4) return halves(std::uint32_t{});
    for (std::size_t i = 0; i < size; ++i)
      if (a[i] != b[i]) return false;
    return true;
  }

  Node node_of(std::string_view path);
  void place(Node parent, const Named& children);

  std::vector<NodeOf> nodes_;
  std::vector<Slot> slots_;
};

}  // namespace cordon::logs
