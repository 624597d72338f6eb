#include "plot/tree_rows.h"

#include <algorithm>
#include <numeric>

namespace cordon::plot {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Family {
  std::vector<std::size_t> parent;                 // kNone: a root
  std::vector<std::vector<std::size_t>> children;  // by time
  std::vector<std::size_t> roots;                  // by time
  std::vector<std::size_t> order;                  // parents before children
  std::vector<std::size_t> size;                   // of the tree below, itself included
};

// Parents as given, but none of itself, of a circle, or of a time that is not known.
std::vector<std::size_t> sound_parents(const std::vector<Tree::Node>& nodes) {
  std::vector<std::size_t> parent(nodes.size(), kNone);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].parent && *nodes[i].parent < nodes.size() && *nodes[i].parent != i)
      parent[i] = *nodes[i].parent;
  enum : char { fresh, walked, sound };
  std::vector<char> state(nodes.size(), fresh);
  for (std::size_t start = 0; start < nodes.size(); ++start) {
    std::vector<std::size_t> way;
    std::size_t at = start;
    for (; at != kNone && state[at] == fresh; at = parent[at]) {
      state[at] = walked;
      way.push_back(at);
    }
    if (at != kNone && state[at] == walked) parent[at] = kNone;  // the circle is cut here
    for (const std::size_t each : way) state[each] = sound;
  }
  return parent;
}

Family family_of(const std::vector<Tree::Node>& nodes) {
  Family family{sound_parents(nodes), {}, {}, {}, {}};
  family.children.resize(nodes.size());
  family.size.assign(nodes.size(), 1);
  std::vector<std::size_t> by_time;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (is_known(nodes[i].time)) by_time.push_back(i);
  std::stable_sort(by_time.begin(), by_time.end(),
                   [&](std::size_t a, std::size_t b) { return nodes[a].time < nodes[b].time; });
  for (const std::size_t i : by_time)
    (family.parent[i] == kNone ? family.roots : family.children[family.parent[i]]).push_back(i);
  family.order = family.roots;
  for (std::size_t i = 0; i < family.order.size(); ++i)
    for (const std::size_t child : family.children[family.order[i]])
      if (is_known(nodes[family.order[i]].time)) family.order.push_back(child);
  for (std::size_t i = family.order.size(); i-- > 0;)
    if (family.parent[family.order[i]] != kNone)
      family.size[family.parent[family.order[i]]] += family.size[family.order[i]];
  return family;
}

// Those with the most hosts below them; of equals, those that come first. A parent is never kept
// later than its child, because it has more below it.
std::vector<char> kept_of(const Family& family, std::size_t most) {
  std::vector<std::size_t> order = family.order;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return family.size[a] > family.size[b]; });
  std::vector<char> kept(family.parent.size(), 0);
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) kept[order[i]] = 1;
  return kept;
}

}  // namespace

std::vector<TreeRow> rows_of(const std::vector<Tree::Node>& nodes, std::size_t most) {
  const Family family = family_of(nodes);
  const std::vector<char> kept = kept_of(family, most);
  std::vector<TreeRow> rows;
  struct Step {
    std::size_t node;
    std::optional<std::size_t> above;
  };
  std::vector<Step> steps;
  for (std::size_t i = family.roots.size(); i-- > 0;)
    if (kept[family.roots[i]]) steps.push_back({family.roots[i], std::nullopt});
  while (!steps.empty()) {
    const Step step = steps.back();
    steps.pop_back();
    const std::size_t row = rows.size();
    rows.push_back({step.node, step.above, 0, 0});
    if (step.above) rows[*step.above].last_below = row;
    const auto& children = family.children[step.node];
    for (std::size_t i = children.size(); i-- > 0;) {
      if (kept[children[i]])
        steps.push_back({children[i], row});
      else
        rows[row].folded += family.size[children[i]];
    }
  }
  return rows;
}

}  // namespace cordon::plot
