#include "report/epidemic_pictures.h"

#include <gtest/gtest.h>

namespace cordon::report {
namespace {

net::Address host(std::uint32_t last) { return net::Address::v4(0x0a000000 + last); }

trace::Outbreak outbreak() {
  trace::Outbreak outbreak;
  outbreak.strain_name = "Code Red II";
  for (std::uint32_t i = 1; i <= 2; ++i) {
    trace::Infection infection;
    infection.host = host(i);
    infection.status = i == 1 ? trace::Status::confirmed : trace::Status::suspected;
    infection.infected_at = Time(std::chrono::seconds(100 * i));
    trace::Parent parent;
    parent.host = host(i == 1 ? 9 : 1);
    parent.probability = 0.7;
    infection.infected_by = {parent};
    outbreak.infections.push_back(infection);
  }
  return outbreak;
}

TEST(EpidemicPictures, ATreeHasParentsAndWhoIsNotOurs) {
  const plot::Tree tree = tree_of(outbreak());
  ASSERT_EQ(tree.nodes.size(), 3u);
  EXPECT_EQ(tree.nodes[0].label, "10.0.0.1");
  EXPECT_EQ(tree.nodes[0].parent, 2u);
  EXPECT_EQ(tree.nodes[2].kind, plot::Tree::Node::Kind::outside);
  EXPECT_EQ(tree.nodes[1].parent, 0u);
  EXPECT_EQ(tree.nodes[1].kind, plot::Tree::Node::Kind::suspected);
  EXPECT_EQ(tree.nodes[1].probability, 0.7);
}

TEST(EpidemicPictures, CountsAreDotsAndTheForecastIsAFan) {
  epidemic::Counts counts;
  counts.begin = Time(1000s);
  counts.before = 3;
  counts.steps = {{60, 2, {}, {}}, {60, 5, {}, {}}};
  epidemic::Forecast forecast;
  forecast.fan = {{Time(1180s), {11, 12, 13, 14, 15}}};
  const plot::Growth picture = picture_of(counts, &forecast, "a", "b");
  ASSERT_EQ(picture.observed.size(), 3u);
  EXPECT_EQ(picture.observed[0].y, 3);
  EXPECT_EQ(picture.observed[2].x, 1120);
  EXPECT_EQ(picture.observed[2].y, 10);
  ASSERT_EQ(picture.fan.size(), 1u);
  EXPECT_EQ(picture.fan[0].low90, 11);
  EXPECT_EQ(picture.fan[0].median, 13);
  EXPECT_EQ(picture.marks.size(), 1u);  // now; of no known final size
  EXPECT_TRUE(picture_of(counts, nullptr, "a", "b").fan.empty());
}

TEST(EpidemicPictures, AComparisonHasACurveForEachMeasure) {
  epidemic::WhatIf result;
  result.step = 60;
  epidemic::Effect effect;
  effect.measure = "address 5m";
  effect.median = {1, 2, 3};
  result.effects = {effect};
  const plot::Comparison picture = picture_of(result, "worm");
  ASSERT_EQ(picture.curves.size(), 1u);
  EXPECT_EQ(picture.curves[0].name, "address 5m");
  EXPECT_EQ(picture.curves[0].points[2].x, 120);
}

}  // namespace
}  // namespace cordon::report
