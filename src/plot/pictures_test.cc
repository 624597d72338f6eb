// All pictures: sound whatever the values, harmless whatever the words, none of which lie on
// others.
#include <gtest/gtest.h>

#include "plot/address_map.h"
#include "plot/comparison.h"
#include "plot/growth.h"
#include "plot/histogram.h"
#include "plot/picture_for_test.h"
#include "plot/reproduction.h"
#include "plot/tree.h"
#include "plot/tree_rows.h"

namespace cordon::plot {
namespace {

std::string some_words(Random& random) {
  static const std::string kWords[] = {"forecast",
                                       "first alert",
                                       "vulnerable population (360,000)",
                                       "port 80 is blocked between segments",
                                       kHostile,
                                       ""};
  return kWords[random.below(std::size(kWords))];
}

Axis some_axis(Random& random) {
  Axis axis{some_words(random), static_cast<Unit>(random.below(4)), random.chance(0.3), {}, {}};
  if (random.chance(0.1)) axis.low = any_value(random);
  if (random.chance(0.1)) axis.high = any_value(random);
  return axis;
}

std::vector<FanPoint> some_fan(Random& random) {
  std::vector<FanPoint> fan;
  const bool wild = random.chance(0.5);
  for (std::size_t i = 0, n = random.below(40); i < n; ++i) {
    if (wild) {
      fan.push_back({any_value(random), any_value(random), any_value(random), any_value(random),
                     any_value(random), any_value(random)});
    } else {
      const double m = 3000 / (1 + std::exp(10 - static_cast<double>(i)));
      fan.push_back({600.0 * static_cast<double>(i), m, 0.8 * m, 1.2 * m, 0.5 * m, 1.6 * m});
    }
  }
  return fan;
}

std::vector<Mark> some_marks(Random& random) {
  std::vector<Mark> marks;
  for (std::size_t i = 0, n = random.below(30); i < n; ++i)
    marks.push_back({random.chance(0.5) ? Mark::Along::x : Mark::Along::y,
                     random.chance(0.2) ? any_value(random) : 20000 * random.unit(),
                     some_words(random)});
  return marks;
}

void expect_good(const std::string& svg) {
  expect_sound(svg);
  expect_no_words_on_others(svg);
  expect_words_within(svg, 800);
}

TEST(Pictures, CurvesAreSoundWhateverTheValues) {
  Random random(5);
  for (int i = 0; i < 150; ++i) {
    const Captions captions{some_words(random), some_words(random)};
    Growth growth{captions, some_axis(random), some_axis(random), some_fan(random),
                  {},       some_marks(random)};
    for (std::size_t n = random.below(50); n > 0; --n)
      growth.observed.push_back({any_value(random), any_value(random)});
    expect_good(growth_svg(growth));
    expect_good(reproduction_svg({captions, growth.x, growth.y, some_fan(random), growth.marks}));
    Comparison comparison{captions, growth.x, growth.y, {}, growth.marks};
    for (std::size_t n = random.below(15); n > 0; --n)
      comparison.curves.push_back({some_words(random), some_fan(random)});
    expect_good(comparison_svg(comparison));
    if (HasFailure()) FAIL() << "case " << i;
  }
}

TEST(Pictures, TreesAreSoundWhateverTheValues) {
  Random random(6);
  for (int i = 0; i < 60; ++i) {
    Tree tree;
    tree.time.unit = static_cast<Unit>(random.below(4));
    const bool wild = random.chance(0.5);
    for (std::size_t n = 0, all = random.below(300); n < all; ++n) {
      Tree::Node node{some_words(random),
                      some_words(random),
                      wild ? any_value(random) : 1e9 + 60.0 * static_cast<double>(n),
                      {},
                      any_value(random) / 1e6};
      if (random.chance(0.9)) node.parent = wild ? random.below(all + 2) : n / 3;
      tree.nodes.push_back(node);
    }
    expect_good(tree_svg(tree));
    if (HasFailure()) FAIL() << "case " << i;
  }
}

TEST(Pictures, MapsAreSoundWhateverTheValues) {
  Random random(7);
  for (int i = 0; i < 12; ++i) {
    AddressMap map;
    map.captions = {some_words(random), some_words(random)};
    map.counted = some_words(random);
    map.view_length = 8 * static_cast<int>(random.below(3));
    map.view = static_cast<std::uint32_t>(random.next()) &
               ~(map.view_length == 0 ? ~0u : ~0u >> map.view_length);
    map.square_length = map.view_length + 8 + 2 * static_cast<int>(random.below(5));
    for (std::size_t n = random.below(3000); n > 0; --n)
      map.counts.push_back(
          {map.view | static_cast<std::uint32_t>(random.below(1u << 16)), any_value(random)});
    expect_good(address_map_svg(map));
    if (HasFailure()) FAIL() << "case " << i;
  }
}

TEST(Tree, FoldsTheSmallestAndLosesNone) {
  std::vector<Tree::Node> nodes(500);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    nodes[i].time = static_cast<double>(i);
    if (i > 0) nodes[i].parent = i % 7 == 0 ? i / 2 : i / 9;
  }
  const auto rows = rows_of(nodes, 100);
  ASSERT_EQ(rows.size(), 100u);
  std::size_t folded = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    folded += rows[i].folded;
    if (i == 0) continue;
    EXPECT_EQ(nodes[rows[i].node].parent, rows[*rows[i].above].node);
    EXPECT_LT(*rows[i].above, i);
  }
  EXPECT_EQ(rows.size() + folded, nodes.size());
}

TEST(Tree, CutsCircles) {
  std::vector<Tree::Node> nodes(4);
  nodes[0].parent = 1;
  nodes[1].parent = 2;
  nodes[2].parent = 0;
  nodes[3].parent = 3;
  EXPECT_EQ(rows_of(nodes, 10).size(), 4u);
}

TEST(Tree, DashesUnsureEdgesAndSaysHowSure) {
  Tree tree;
  tree.nodes = {{"a", "", 0, {}, kUnknown, Tree::Node::Kind::outside},
                {"b", "", 10, 0, 0.42, Tree::Node::Kind::suspected},
                {"c", "", 60, 1, 0.97, Tree::Node::Kind::confirmed}};
  tree.time.unit = Unit::duration;
  const std::string svg = tree_svg(tree);
  EXPECT_NE(svg.find(">42 %<"), std::string::npos);
  EXPECT_NE(svg.find(">97 %<"), std::string::npos);
  const auto body = svg.substr(svg.find("</style>"));
  std::size_t dashed = 0;
  for (auto at = body.find("edge unsure"); at != std::string::npos;
       at = body.find("edge unsure", at + 1))
    ++dashed;
  EXPECT_EQ(dashed, 2u);  // the legend's and that of b
}

TEST(AddressMap, CountsAddUpWithinTheView) {
  AddressMap map;
  map.view = 0x0a000000;
  map.view_length = 8;
  map.counts = {{0x0a010000, 2}, {0x0a01ffff, 3}, {0x0b000000, 100}, {0x0aff0000, kUnknown}};
  const Squares squares = squares_of(map, 16);
  EXPECT_EQ(squares.side, 16u);
  EXPECT_EQ(squares.taken, 1u);
  EXPECT_EQ(squares.at(1, 0), 5);  // 10.1.0.0/16 is right of 10.0.0.0/16
}

TEST(Growth, TheSameValuesGiveTheSamePicture) {
  Growth growth;
  growth.captions = {"T", ""};
  growth.fan = {{0, 0, 0, 0, 0, 0}, {60, 50, 40, 60, 20, 100}};
  growth.observed = {{30, 20}};
  const std::string svg = growth_svg(growth);
  EXPECT_EQ(svg, growth_svg(growth));
  EXPECT_EQ(svg.substr(svg.find("<svg x=")),
            R"(<svg x="47.9" y="93" width="733.1" height="330" viewBox="47.9 93 733.1 330">
<path class="f0 outer" d="M52.9 418L776 98L776 354L52.9 418Z"/>
</svg>
<svg x="47.9" y="93" width="733.1" height="330" viewBox="47.9 93 733.1 330">
<path class="f0 inner" d="M52.9 418L776 226L776 290L52.9 418Z"/>
</svg>
<svg x="47.9" y="93" width="733.1" height="330" viewBox="47.9 93 733.1 330">
<path class="curve s0" d="M52.9 418L776 258"><title>median</title></path>
</svg>
<svg x="47.9" y="93" width="733.1" height="330" viewBox="47.9 93 733.1 330">
<circle class="seen" cx="414.4" cy="354" r="3.5"><title>30 s: 20</title></circle>
</svg>
</svg>
)");
}

}  // namespace
}  // namespace cordon::plot
