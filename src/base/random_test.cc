#include "base/random.h"

#include <gtest/gtest.h>

namespace cordon {
namespace {

TEST(Random, SameSeedSameNumbers) {
  Random a(7), b(7), c(8);
  EXPECT_EQ(a.next(), b.next());
  EXPECT_NE(a.next(), c.next());
}

TEST(Random, StaysInItsRangeAndHasItsMean) {
  Random random(1);
  double sum = 0, waiting = 0;
  for (int i = 0; i < 100000; ++i) {
    ASSERT_LT(random.below(10), 10u);
    const double u = random.unit();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
    waiting += random.exponential(3.0);
  }
  EXPECT_NEAR(sum / 100000, 0.5, 0.01);
  EXPECT_NEAR(waiting / 100000, 3.0, 0.1);
}

}  // namespace
}  // namespace cordon
