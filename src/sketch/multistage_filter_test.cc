#include "sketch/multistage_filter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/random.h"

namespace cordon::sketch {
namespace {

// The slow twin: a map a window.
struct Exact {
  std::map<std::uint64_t, std::uint64_t> now, before;
  std::uint64_t add(std::uint64_t key) { return ++now[key], count(key); }
  std::uint64_t count(std::uint64_t key) { return now[key] + before[key]; }
  void rotate() { before = std::exchange(now, {}); }
};

TEST(MultistageFilter, IsExactWhereThereIsRoom) {
  MultistageFilter<> filter(1 << 16, 42);
  Exact twin;
  Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    if (i % 7000 == 6999) filter.rotate(), twin.rotate();
    const std::uint64_t key = random.below(100);
    EXPECT_EQ(filter.add(key), twin.add(key));
  }
}

TEST(MultistageFilter, NeverCountsTooLowAndSeldomTooHigh) {
  constexpr std::size_t kWidth = 1 << 12;
  constexpr int kAdds = 40'000;
  MultistageFilter<std::uint32_t> filter(kWidth, 9);
  Exact twin;
  Random random(2);
  for (int i = 0; i < kAdds; ++i) {
    if (i == kAdds / 2) filter.rotate(), twin.rotate();
    const std::uint64_t key = random.chance(0.3) ? random.below(50) : random.next();
    EXPECT_GE(filter.add(key), twin.add(key));
  }
  std::map<std::uint64_t, int> excess;
  auto keys = twin.now;
  keys.merge(std::map(twin.before));
  for (const auto& [key, unused] : keys) {
    ASSERT_GE(filter.count(key), twin.count(key));
    ++excess[filter.count(key) - twin.count(key)];
  }
  // The stated bound: (n / (width * e))^4.
  for (const int e : {12, 15, 20, 40}) {
    double beyond = 0;
    for (const auto& [by, how_many] : excess)
      if (by >= static_cast<std::uint64_t>(e)) beyond += how_many;
    EXPECT_LE(beyond / static_cast<double>(keys.size()), std::pow(kAdds / (double(kWidth) * e), 4));
  }
}

TEST(MultistageFilter, SaturatesAndDoesNotWrap) {
  MultistageFilter<std::uint8_t> filter(64, 1);
  for (int i = 0; i < 1000; ++i) filter.add(5);
  EXPECT_EQ(filter.count(5), 255);
  filter.rotate();
  EXPECT_EQ(filter.add(5, 200), 255);
  filter.rotate();
  EXPECT_EQ(filter.count(5), 200);
  filter.rotate();
  EXPECT_EQ(filter.count(5), 0);
  filter.add(5);
  filter.clear();
  EXPECT_EQ(filter.count(5), 0);
}

TEST(MultistageFilter, SeedsCollideApart) {
  MultistageFilter<> a(16, 1), b(16, 2);
  for (std::uint64_t key = 0; key < 200; ++key) a.add(key), b.add(key);
  int differ = 0;
  for (std::uint64_t key = 0; key < 200; ++key) differ += a.count(key) != b.count(key);
  EXPECT_GT(differ, 50);
}

}  // namespace
}  // namespace cordon::sketch
