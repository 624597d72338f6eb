#include "flow/overlap.h"

#include <gtest/gtest.h>

namespace cordon::flow {
namespace {

using enum OverlapPolicy;

constexpr Range kEarlier{10, 20};
constexpr Range kBeforeInto{5, 15}, kBeforeBeyond{5, 25}, kSame{10, 20}, kSameShorter{10, 15},
    kSameLonger{10, 25}, kWithin{12, 18}, kWithinBeyond{15, 25};
constexpr Range kAll[] = {kBeforeInto, kBeforeBeyond, kSame,        kSameShorter,
                          kSameLonger, kWithin,       kWithinBeyond};

TEST(Overlap, FirstKeepsAndLastReplacesAlways) {
  for (const Range later : kAll) {
    EXPECT_FALSE(later_wins(first, later, kEarlier));
    EXPECT_TRUE(later_wins(last, later, kEarlier));
  }
}

TEST(Overlap, BsdAndWindowsBelieveWhoBeginsBefore) {
  for (const OverlapPolicy policy : {bsd, windows})
    for (const Range later : kAll)
      EXPECT_EQ(later_wins(policy, later, kEarlier), later.from < 10) << later.from;
}

TEST(Overlap, LinuxAlsoBelievesWhoBeginsThereAndIsLonger) {
  EXPECT_TRUE(later_wins(linux, kBeforeInto, kEarlier));
  EXPECT_TRUE(later_wins(linux, kSameLonger, kEarlier));
  EXPECT_FALSE(later_wins(linux, kSame, kEarlier));
  EXPECT_FALSE(later_wins(linux, kSameShorter, kEarlier));
  EXPECT_FALSE(later_wins(linux, kWithinBeyond, kEarlier));
}

}  // namespace
}  // namespace cordon::flow
