#include "logs/json_keys.h"

#include "base/check.h"
#include "base/hash.h"

namespace cordon::logs {

JsonKeys::JsonKeys(std::initializer_list<Path> paths) : JsonKeys(std::vector<Path>(paths)) {}

JsonKeys::JsonKeys(const std::vector<Path>& paths) {
  nodes_.resize(2);  // the root, and what is unwanted
  slots_.resize(2);  // those of nodes without children
  nodes_[kRoot].enters = true;
  for (const Path& path : paths) {
    for (std::size_t dot = path.path.find('.'); dot != std::string_view::npos;
         dot = path.path.find('.', dot + 1))
      nodes_[node_of(path.path.substr(0, dot))].enters = true;
    NodeOf& node = nodes_[node_of(path.path)];
    node.leaf = path.leaf;
    node.enters = node.enters || path.list;
  }
  for (std::size_t parent = 0; parent < nodes_.size(); ++parent) {
    if (parent == kUnwanted) continue;
    Named children;
    const std::string above = parent == kRoot ? "" : nodes_[parent].path + ".";
    for (std::size_t i = kUnwanted + 1; i < nodes_.size(); ++i)
      if (std::string_view(nodes_[i].path).starts_with(above))
        children.emplace_back(std::string_view(nodes_[i].path).substr(above.size()),
                              static_cast<Node>(i));
    if (!children.empty()) place(static_cast<Node>(parent), children);
  }
}

JsonKeys::Node JsonKeys::node_of(std::string_view path) {
  for (std::size_t i = kUnwanted + 1; i < nodes_.size(); ++i)
    if (nodes_[i].path == path) return static_cast<Node>(i);
  nodes_.push_back({std::string(path), kNoLeaf, false, {}});
  return static_cast<Node>(nodes_.size() - 1);
}

// Tries hashes until one has no collisions: of so many slots every few have none.
void JsonKeys::place(Node parent, const Named& children) {
  constexpr std::uint64_t kSeeds = 1000;
  constexpr std::uint32_t kMostBits = 14;
  std::vector<Ends> ends;
  for (const auto& [key, child] : children) ends.push_back(ends_of(key, key.size()));
  const std::size_t pairs = children.size() * children.size() / 2;
  for (std::uint32_t bits = 1; bits <= kMostBits; ++bits) {
    if (std::size_t{1} << bits < pairs / 4) continue;
    for (std::uint64_t i = 1; i < kSeeds; ++i) {
      const std::uint64_t seed = mix(i) | 1;
      std::vector<bool> taken(std::size_t{1} << bits);
      bool fits = true;
      for (std::size_t at = 0; at < children.size() && fits; ++at) {
        const std::size_t place = hash_of(ends[at], seed) >> (64 - bits);
        fits = !taken[place];
        taken[place] = true;
      }
      if (!fits) continue;
      const std::size_t first = slots_.size();
      slots_.resize(first + taken.size());
      for (std::size_t at = 0; at < children.size(); ++at)
        slots_[first + (hash_of(ends[at], seed) >> (64 - bits))] = {
            ends[at], children[at].second, std::string(children[at].first)};
      nodes_[parent].children = {static_cast<std::uint32_t>(first), 64 - bits, seed};
      return;
    }
  }
  CHECK(false);  // keys that differ neither in length nor in these bytes
}

}  // namespace cordon::logs
