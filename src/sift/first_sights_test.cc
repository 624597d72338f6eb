#include "sift/first_sights.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"

namespace cordon::sift {
namespace {

Delivery passage(std::uint64_t number) {
  Delivery d;
  d.from = static_cast<HostId>(number);
  d.to = static_cast<HostId>(number + 1);
  d.first.frame = number;
  return d;
}

TEST(FirstSights, TellsTheFirstAsItsTwinDoes) {
  FirstSights sights;
  std::map<std::uint64_t, std::uint64_t> twin;
  Random random(1);
  for (std::uint64_t number = 1; number < 20'000; ++number) {
    sights.begin(passage(number));
    const std::uint64_t key = 1 + random.below(5000);
    const auto first = sights.find_or_put(key);
    const auto [known, fresh] = twin.emplace(key, number);
    ASSERT_EQ(first.has_value(), !fresh);
    if (first) {
      EXPECT_EQ(first->first.frame, known->second);
    }
  }
  EXPECT_EQ(sights.evicted(), 0u);
}

TEST(FirstSights, ForgetsTheOldestAndCountsIt) {
  FirstSights sights(1024);
  for (std::uint64_t number = 1; number < 50'000; ++number) {
    sights.begin(passage(number));
    for (std::uint64_t i = 0; i < 16; ++i)
      EXPECT_FALSE(sights.find_or_put(mix(number * 16 + i) | 1).has_value());
  }
  EXPECT_GT(sights.evicted(), 700'000u);
}

}  // namespace
}  // namespace cordon::sift
