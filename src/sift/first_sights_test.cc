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

// The twin forgets nothing. The table grows under the many keys, some of which come again.
TEST(FirstSights, TellsTheFirstAsItsTwinDoes) {
  FirstSights sights;
  std::map<std::uint64_t, std::uint64_t> twin;
  Random random(1);
  for (std::uint64_t number = 1; number < 20'000; ++number) {
    sights.begin(passage(number));
    for (int i = 0; i < 8; ++i) {
      const std::uint64_t key = mix(random.below(number * 6)) | 1;
      sights.prefetch(key);
      const auto first = sights.find_or_put(key);
      const auto [known, fresh] = twin.emplace(key, number);
      ASSERT_EQ(first.has_value(), !fresh);
      if (first) {
        EXPECT_EQ(first->first.frame, known->second);
        EXPECT_EQ(first->from, passage(known->second).from);
      }
    }
  }
  EXPECT_GT(twin.size(), 60'000u);  // of 8 Ki places it began with
  EXPECT_EQ(sights.evicted(), 0u);
}

// A passage's number is told by 24 bits: one that is 1 << 24 passages old must not pass for young.
TEST(FirstSights, WhatIsLongGoneDoesNotComeAgain) {
  FirstSights sights(64);
  const std::uint64_t key = mix(1) | 1;
  for (std::uint64_t number = 0; number < 1 << 24; ++number) {
    sights.begin(passage(number));
    if (number == 0) sights.find_or_put(key);
  }
  EXPECT_EQ(sights.evicted(), 1u);
  EXPECT_FALSE(sights.find_or_put(key).has_value());
  EXPECT_TRUE(sights.find_or_put(key).has_value());
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
