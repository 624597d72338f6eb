#include "plot/labels.h"

#include <gtest/gtest.h>

#include "plot/scale.h"
#include "plot/thin.h"

namespace cordon::plot {
namespace {

TEST(Labels, TakeTheFirstFreePlaceThatCoversLeast) {
  Labels labels({0, 0, 100, 100});
  labels.avoid({5, 5});
  const Box first{0, 0, 10, 10}, second{20, 0, 30, 10}, outside{95, 0, 105, 10};
  EXPECT_EQ(labels.put({outside, first, second})->left, 20);
  EXPECT_EQ(labels.put({outside, first, second})->left, 0);
  EXPECT_FALSE(labels.put({outside, first, second}));
}

TEST(Spread, KeepsOrderGapAndEnds) {
  const auto places = spread({10, 11, 12, 50, 99, 100}, 10, 0, 100);
  EXPECT_EQ(places, (std::vector<double>{1, 11, 21, 50, 90, 100}));
  EXPECT_TRUE(spread({}, 10, 0, 100).empty());
  const auto crowded = spread({5, 5, 5, 5}, 10, 0, 12);  // no room: still in order and apart
  for (std::size_t i = 1; i < crowded.size(); ++i) EXPECT_GE(crowded[i], crowded[i - 1] + 10);
}

TEST(Thinned, KeepsEndsAndPeaks) {
  std::vector<Point> points;
  for (int i = 0; i < 100000; ++i)
    points.push_back({static_cast<double>(i), i == 77777 ? 9.0 : 1.0});
  points.push_back({kUnknown, 1});
  const auto few = thinned(points, 100);
  EXPECT_LE(few.size(), 100u);
  EXPECT_EQ(few.front().x, 0);
  EXPECT_EQ(few.back().x, 99999);
  EXPECT_EQ(std::count_if(few.begin(), few.end(), [](const Point& p) { return p.y == 9; }), 1);
  for (std::size_t i = 1; i < few.size(); ++i) EXPECT_LT(few[i - 1].x, few[i].x);
}

TEST(Scale, PlacesEverythingNearby) {
  const Scale up(1, 1000, true, 300, 0);
  EXPECT_DOUBLE_EQ(up.at(10), 200);
  EXPECT_DOUBLE_EQ(up.at(0), 600);
  EXPECT_DOUBLE_EQ(up.at(kLargest), -300);
  EXPECT_DOUBLE_EQ(Scale(-1e300, 1e300, false, 0, 100).at(0), 50);
}

}  // namespace
}  // namespace cordon::plot
