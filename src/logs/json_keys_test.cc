#include "logs/json_keys.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

TEST(JsonKeys, FindsLeavesByEachWayToWriteTheirPaths) {
  const JsonKeys keys({{"a", 1}, {"b.c.d", 2}, {"b.c.e", 3, true}, {"a long name of twenty", 4}});
  const auto leaf = [&](std::initializer_list<std::string_view> path) {
    JsonKeys::Node node = JsonKeys::kRoot;
    for (const std::string_view key : path) node = keys.child(node, key, key.size());
    return keys.leaf(node);
  };
  EXPECT_EQ(leaf({"a"}), 1);
  EXPECT_EQ(leaf({"b", "c", "d"}), 2);
  EXPECT_EQ(leaf({"b.c", "d"}), 2);
  EXPECT_EQ(leaf({"b", "c.d"}), 2);
  EXPECT_EQ(leaf({"b.c.d"}), 2);
  EXPECT_EQ(leaf({"a long name of twenty"}), 4);
  for (const std::string_view other : {"", "b", "x", "aa", "a long name of twentz", "c", "b."})
    EXPECT_EQ(leaf({other}), JsonKeys::kNoLeaf) << other;
  EXPECT_EQ(leaf({"x", "a"}), JsonKeys::kNoLeaf);
}

TEST(JsonKeys, EntersWhatHoldsLeaves) {
  const JsonKeys keys({{"a", 1}, {"b.c.d", 2}, {"e", 3, true}});
  const auto enters = [&](std::string_view key) {
    return keys.enters(keys.child(JsonKeys::kRoot, key, key.size()));
  };
  EXPECT_FALSE(enters("a"));
  EXPECT_TRUE(enters("b"));
  EXPECT_TRUE(enters("b.c"));
  EXPECT_FALSE(enters("b.c.d"));
  EXPECT_TRUE(enters("e"));
  EXPECT_FALSE(enters("x"));
}

}  // namespace
}  // namespace cordon::logs
