#include "sketch/distinct.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.h"

namespace cordon::sketch {
namespace {

// The slow twin: a set.
TEST(DistinctCounter, IsExactWhileFew) {
  Random random(1);
  for (int run = 0; run < 200; ++run) {
    DistinctCounter counter;
    std::set<std::uint64_t> twin;
    const std::uint64_t range = 1 + random.below(kExactDistinct);
    for (int i = 0; i < 200; ++i) {
      const std::uint64_t hash = mix(random.below(range));
      EXPECT_EQ(counter.add(hash), twin.insert(hash).second);
      EXPECT_EQ(counter.estimate(), static_cast<double>(twin.size()));
    }
    EXPECT_TRUE(counter.exact());
    EXPECT_LE(counter.bytes(), kExactDistinct * 8);
  }
}

TEST(DistinctCounter, IsWithoutBiasAndWithinItsStatedErrorWhenMany) {
  constexpr int kRuns = 400;
  for (const int n : {33, 60, 128, 300, 500, 1000, 5000}) {
    double sum = 0, squares = 0;
    for (int run = 0; run < kRuns; ++run) {
      Random random(static_cast<std::uint64_t>(n) * 1000 + static_cast<std::uint64_t>(run));
      DistinctCounter counter;
      for (int i = 0; i < n; ++i) counter.add(random.next());
      const double error = counter.estimate() / n - 1;
      sum += error;
      squares += error * error;
    }
    EXPECT_NEAR(sum / kRuns, 0, 0.02) << n;
    EXPECT_LT(std::sqrt(squares / kRuns), 0.105) << n;
  }
}

TEST(DistinctCounter, CountsWhatComesAgainOnce) {
  DistinctCounter counter;
  for (int round = 0; round < 3; ++round)
    for (std::uint64_t i = 0; i < 1000; ++i) counter.add(mix(i + 1));
  DistinctCounter once;
  for (std::uint64_t i = 1000; i-- > 0;) once.add(mix(i + 1));
  EXPECT_EQ(counter, once);  // nor does the order matter
  EXPECT_FALSE(counter.exact());
  EXPECT_EQ(counter.bytes(), kDistinctRegisters);
}

TEST(DistinctCounter, MergesToWhatOneWouldHaveSeen) {
  Random random(7);
  for (int run = 0; run < 300; ++run) {
    DistinctCounter a, b, whole;
    for (std::uint64_t i = random.below(80); i > 0; --i) {
      const std::uint64_t hash = mix(random.below(60));
      (random.chance(0.5) ? a : b).add(hash);
      whole.add(hash);
    }
    DistinctCounter ab = a, ba = b;
    ab.merge(b);
    ba.merge(a);
    EXPECT_EQ(ab, whole);
    EXPECT_EQ(ba, whole);
    ab.merge(ab);
    EXPECT_EQ(ab, whole);
  }
}

TEST(DistinctCounter, TakesHashesOfAllZerosAndOnes) {
  DistinctCounter counter;
  for (std::uint64_t i = 0; i < 40; ++i) counter.add(mix(i));
  counter.add(0);
  counter.add(~std::uint64_t{0});
  EXPECT_GT(counter.estimate(), 25);
  counter.clear();
  EXPECT_TRUE(counter.empty());
  EXPECT_EQ(counter.estimate(), 0);
}

}  // namespace
}  // namespace cordon::sketch
