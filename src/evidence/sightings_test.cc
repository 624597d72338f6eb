#include "evidence/sightings.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cordon::evidence {
namespace {

const net::Address kServer = net::Address::v4(0xc0000250);

Time at(double second) { return time_from_ns(0) + duration_from_seconds(second); }

TEST(Sightings, FindTheOffsetOfAnotherClock) {
  Random random(1);
  Sightings ours, theirs;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    const double second = random.unit() * 1000;
    ours.add(mix(i), at(second), kServer);
    theirs.add(mix(i), at(std::floor(second) - 3600), {});
  }
  EXPECT_LE(ours.size(), kMostSightings);
  const auto offset = ours.offset_of(theirs);
  ASSERT_TRUE(offset);
  EXPECT_NEAR(seconds(offset->value), 3600.5, 0.6);
  EXPECT_EQ(offset->common, kMostSightings);
  EXPECT_EQ(offset->server, kServer);
}

TEST(Sightings, DoNotTakeRoundingForAClock) {
  Random random(2);
  Sightings ours, theirs;
  for (std::uint64_t i = 0; i < 500; ++i) {
    const double second = random.unit() * 1000;
    ours.add(mix(i), at(second), kServer);
    theirs.add(mix(i), at(std::floor(second)), {});
  }
  const auto offset = ours.offset_of(theirs);
  ASSERT_TRUE(offset);
  EXPECT_EQ(offset->value, Duration{});
}

TEST(Sightings, SayNothingOnTooLittleOrOnWhatDisagrees) {
  Random random(3);
  Sightings ours, few, other;
  for (std::uint64_t i = 0; i < 100; ++i) {
    ours.add(mix(i), at(static_cast<double>(i)), kServer);
    if (i < kLeastCommon - 1) few.add(mix(i), at(static_cast<double>(i)), {});
    other.add(mix(i), at(random.unit() * 1000), {});
  }
  EXPECT_FALSE(ours.offset_of(few));
  EXPECT_FALSE(ours.offset_of(other));
}

TEST(Sightings, LeaveOutWhatWasSeenTwice) {
  Sightings ours, theirs;
  for (std::uint64_t i = 0; i < 10; ++i) {
    ours.add(mix(i), at(0), kServer);
    ours.add(mix(i), at(1), kServer);
    theirs.add(mix(i), at(0), {});
  }
  EXPECT_FALSE(ours.offset_of(theirs));
}

TEST(Sightings, MergedAreWhatOneWouldHaveKept) {
  Sightings one, left, right;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    one.add(mix(i), at(static_cast<double>(i)), kServer);
    (i % 2 == 0 ? left : right).add(mix(i), at(static_cast<double>(i)), kServer);
  }
  left.merge(right);
  const auto offset = one.offset_of(left);
  ASSERT_TRUE(offset);
  EXPECT_EQ(offset->common, kMostSightings);
}

}  // namespace
}  // namespace cordon::evidence
