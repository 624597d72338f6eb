#include "logs/json_keys.h"

#include "base/check.h"

namespace cordon::logs {

JsonKeys::JsonKeys(std::initializer_list<Path> paths) : JsonKeys(std::vector<Path>(paths)) {}

JsonKeys::JsonKeys(const std::vector<Path>& paths) {
  nodes_.resize(2);  // the root, and what is unwanted
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

// Tries hashes until one has no collisions.
void JsonKeys::place(Node parent, const Named& children) {
  constexpr std::uint32_t kSeeds = 2000, kMostSlots = 4096;
  for (std::uint32_t size = 2; size <= kMostSlots; size *= 2) {
    if (size < children.size()) continue;
    for (std::uint32_t i = 1; i < kSeeds; ++i) {
      const std::uint32_t seed = i * 0x85ebca6bu | 1;
      std::vector<Slot> slots(size);
      bool fits = true;
      for (const auto& [key, child] : children) {
        Slot& slot = slots[hash_of(key, seed) & (size - 1)];
        fits = fits && slot.key.empty();
        slot = {std::string(key), child};
      }
      if (!fits) continue;
      nodes_[parent].children = {static_cast<std::uint32_t>(slots_.size()), size - 1, seed};
      slots_.insert(slots_.end(), slots.begin(), slots.end());
      return;
    }
  }
  CHECK(false);  // keys that differ neither in length nor in these bytes
}

}  // namespace cordon::logs
