// The order of a tree's hosts from above to below, and what is folded where there are too many.
// Threads: pure functions.
#pragma once

#include <optional>
#include <vector>

#include "plot/tree.h"

namespace cordon::plot {

struct TreeRow {
  std::size_t node = 0;
  std::optional<std::size_t> above;  // the row of its parent
  std::size_t last_below = 0;        // the row of its last child; 0: it has none that is shown
  std::size_t folded = 0;            // hosts below it that are not shown
};

/// At most `most` rows, depth first, by time. Nodes whose time is not known are left out with all
/// below them.
std::vector<TreeRow> rows_of(const std::vector<Tree::Node>& nodes, std::size_t most);

}  // namespace cordon::plot
