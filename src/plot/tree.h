// The tree of an outbreak: who infected whom, when, how surely. Time runs from left to right; a
// host stands in a row of its own below its parent, and the line before it is as long as its
// generation time. Such a drawing has no crossings, and words never lie on each other.
//
// Bounds: kMostRows; beyond it hosts that infected few are folded into "+12 more" at their parent.
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/values.h"

namespace cordon::plot {

inline constexpr std::size_t kMostRows = 200;  // an outbreak of a whole network makes no picture

struct Tree {
  struct Node {
    std::string label;
    std::string note;  // shown when the pointer rests on it
    double time = 0;
    std::optional<std::size_t> parent;  // index into nodes; in a circle or beyond the end: none
    double probability = 1;             // of that parent; kUnknown is not written
    enum class Kind { outside, suspected, confirmed } kind = Kind::confirmed;
  };
  Captions captions;
  Axis time{"", Unit::clock, false, {}, {}};
  std::vector<Node> nodes;
  double uncertain_below = 0.8;  // edges of less probability are dashed
};

/// An SVG 800 wide and as high as it has rows.
std::string tree_svg(const Tree& tree);

}  // namespace cordon::plot
