#include "sketch/bloom.h"

#include <gtest/gtest.h>

#include <set>

#include "base/random.h"

namespace cordon::sketch {
namespace {

TEST(BloomFilter, NeverForgetsAndIsWrongNoOftenerThanStated) {
  for (const double wrong : {0.1, 0.01, 0.001}) {
    BloomFilter filter(5000, wrong, 3);
    std::set<std::uint64_t> twin;
    Random random(4);
    while (twin.size() < 5000) {
      const std::uint64_t key = random.below(20'000);
      const bool is_new = filter.add(key);
      const bool was_new = twin.insert(key).second;
      EXPECT_TRUE(was_new || !is_new);  // "new" is certain
    }
    for (const std::uint64_t key : twin) EXPECT_TRUE(filter.contains(key));
    int yes = 0;
    constexpr int kStrangers = 50'000;
    for (int i = 0; i < kStrangers; ++i) yes += filter.contains(1'000'000 + random.below(1 << 30));
    const double share = double(yes) / kStrangers;
    EXPECT_LE(filter.wrong_yes(), wrong);
    EXPECT_LE(share, wrong * 1.3 + 0.0003);
    EXPECT_NEAR(share, filter.wrong_yes(), wrong * 0.3 + 0.0003);
  }
}

TEST(BloomFilter, MergesToWhatOneWouldHaveSeen) {
  BloomFilter a(100, 0.01, 1), b(100, 0.01, 1), whole(100, 0.01, 1);
  for (std::uint64_t key = 0; key < 100; ++key) {
    (key % 3 == 0 ? a : b).add(key);
    whole.add(key);
  }
  a.merge(b);
  for (std::uint64_t key = 0; key < 2000; ++key) EXPECT_EQ(a.contains(key), whole.contains(key));
  EXPECT_EQ(a.wrong_yes(), whole.wrong_yes());
  a.clear();
  EXPECT_FALSE(a.contains(0));
  EXPECT_EQ(a.wrong_yes(), 0);
}

}  // namespace
}  // namespace cordon::sketch
