#include "sift/spreading.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace cordon::sift {
namespace {

Delivery delivery(HostId from, HostId to, std::uint64_t frame) {
  Delivery d;
  d.from = from;
  d.to = to;
  d.first = {time_from_ns(static_cast<std::int64_t>(frame) * 1'000'000), frame};
  d.last = d.first.time;
  d.flow = frame;
  return d;
}

TEST(Spreading, AWormIsSuspectWhenItsFirstVictimHasSentItTwice) {
  Spreading worm;
  EXPECT_FALSE(worm.add(delivery(100, 1, 1)));
  EXPECT_FALSE(worm.add(delivery(1, 2, 2)));
  EXPECT_TRUE(worm.add(delivery(1, 3, 3)));
}

TEST(Spreading, AndSoIsAChain) {
  Spreading worm;
  EXPECT_FALSE(worm.add(delivery(100, 1, 1)));
  EXPECT_FALSE(worm.add(delivery(1, 2, 2)));
  EXPECT_TRUE(worm.add(delivery(2, 3, 3)));
}

TEST(Spreading, ARelayIsNot) {
  Spreading request;
  std::uint64_t frame = 0;
  for (HostId client = 100; client < 110; ++client) {
    EXPECT_FALSE(request.add(delivery(client, 1, ++frame)));
    EXPECT_FALSE(request.add(delivery(1, 2 + client % 3, ++frame)));
  }
}

TEST(Spreading, NeitherAreHeadersOfManyNorAPageToMany) {
  Spreading header, page;
  for (HostId i = 0; i < 5000; ++i) {
    EXPECT_FALSE(header.add(delivery(100 + i, i % 40, i + 1)));
    EXPECT_FALSE(page.add(delivery(1, 100 + i, i + 1)));
  }
  EXPECT_TRUE(header.is_crowd());
  EXPECT_LE(page.deliveries().size(), kMostReceivers);
}

TEST(Spreading, AWormOutOfACrowdIsFoundStill) {
  Spreading worm;
  std::uint64_t frame = 0;
  for (HostId i = 0; i < 2000; ++i) worm.add(delivery(1000 + i, i % 40, ++frame));
  bool suspicious = false;
  // More often than it came: each of ours got fifty copies.
  for (HostId to = 0; to < 60; ++to) suspicious |= worm.add(delivery(7, 50 + to, ++frame));
  EXPECT_TRUE(suspicious);
  const auto all = worm.deliveries();
  EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                          [](const Delivery& d) { return d.to == 7 && d.from >= 1000; }));
}

TEST(Spreading, GivingBackIsNotSendingOn) {
  Spreading echo;
  EXPECT_FALSE(echo.add(delivery(1, 2, 1)));
  EXPECT_FALSE(echo.add(delivery(2, 1, 2)));
  EXPECT_FALSE(echo.add(delivery(1, 2, 3)));
}

}  // namespace
}  // namespace cordon::sift
