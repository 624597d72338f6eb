#include "plot/labels.h"

#include <algorithm>

namespace cordon::plot {

std::optional<Box> Labels::put(const std::vector<Box>& candidates) {
  const Box* best = nullptr;
  std::ptrdiff_t least = 0;
  for (const Box& box : candidates) {
    if (!box.is_within(area_)) continue;
    if (std::any_of(taken_.begin(), taken_.end(), [&](const Box& t) { return t.meets(box); }))
      continue;
    const auto covered = std::count_if(avoided_.begin(), avoided_.end(),
                                       [&](const Point& p) { return box.holds(p); });
    if (best != nullptr && covered >= least) continue;
    best = &box;
    least = covered;
  }
  if (best == nullptr) return std::nullopt;
  taken_.push_back(*best);
  return *best;
}

std::vector<double> spread(const std::vector<double>& wanted, double gap, double top,
                           double bottom) {
  // Those that touch form a block, whose middle lies at the mean of what its members wanted.
  struct Block {
    double sum = 0;  // of wanted heights, each less its place within the block
    std::size_t count = 0;
    double first = 0;
  };
  const auto settle = [&](Block& block) {
    const double height = gap * static_cast<double>(block.count - 1);
    block.first = std::clamp(block.sum / static_cast<double>(block.count), top,
                             std::max(top, bottom - height));
  };
  std::vector<Block> blocks;
  for (const double height : wanted) {
    blocks.push_back({height, 1, height});
    settle(blocks.back());
    while (blocks.size() > 1) {
      Block& above = blocks[blocks.size() - 2];
      const Block& last = blocks.back();
      const double end = above.first + gap * static_cast<double>(above.count);
      if (last.first >= end) break;
      above.sum += last.sum - gap * static_cast<double>(above.count * last.count);
      above.count += last.count;
      blocks.pop_back();
      settle(above);
    }
  }
  std::vector<double> places;
  for (const Block& block : blocks)
    for (std::size_t i = 0; i < block.count; ++i)
      places.push_back(block.first + gap * static_cast<double>(i));
  return places;
}

}  // namespace cordon::plot
