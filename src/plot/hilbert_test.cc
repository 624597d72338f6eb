#include "plot/hilbert.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <vector>

namespace cordon::plot {
namespace {

// As the well-known maps of the Internet have it (Munroe 2006; Heidemann et al. 2008).
TEST(Hilbert, TheUpperRowIsThatOfTheUsualMaps) {
  std::vector<std::uint32_t> row(16);
  for (std::uint32_t i = 0; i < 256; ++i)
    if (const Square square = square_of(i << 24, 8); square.y == 0) row[square.x] = i;
  EXPECT_EQ(row, (std::vector<std::uint32_t>{0, 1, 14, 15, 16, 19, 20, 21, 234, 235, 236, 239, 240,
                                             241, 254, 255}));
}

TEST(Hilbert, NeighboursInNumberAreNeighboursAndAllArePlaced) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> all;
  Square last = square_of(0, 12);
  for (std::uint32_t i = 0; i < 4096; ++i) {
    const Square square = square_of(i << 20, 12);
    all.insert({square.x, square.y});
    const auto step = std::abs(static_cast<int>(square.x) - static_cast<int>(last.x)) +
                      std::abs(static_cast<int>(square.y) - static_cast<int>(last.y));
    EXPECT_EQ(step, i == 0 ? 0 : 1);
    last = square;
  }
  EXPECT_EQ(all.size(), 4096u);
}

TEST(Hilbert, APrefixIsASquareOfItsParts) {
  const Square whole = square_of(0x0a000000, 8);
  for (std::uint32_t i = 0; i < 256; ++i) {
    const Square part = square_of(0x0a000000 | i << 16, 16);
    EXPECT_EQ(part.x / 16, whole.x);
    EXPECT_EQ(part.y / 16, whole.y);
  }
  EXPECT_EQ(square_of(0xffffffff, 0), (Square{0, 0}));
}

}  // namespace
}  // namespace cordon::plot
