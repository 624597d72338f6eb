#include "sift/spreading.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

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

TEST(Spreading, OfACrowdAPairIsToldOnceAndCountsAllReceipts) {
  // Built several times: the table's own order differs from one to the next.
  for (int round = 0; round < 20; ++round) {
    Spreading crowd;
    std::uint64_t frame = 0;
    for (HostId i = 0; i < 200; ++i) crowd.add(delivery(1000 + i, i % 10, ++frame));
    for (HostId to = 300; to < 340; ++to) {
      crowd.add(delivery(7, to, ++frame));
      crowd.add(delivery(2000, to, ++frame));
    }
    std::set<std::pair<HostId, HostId>> pairs;
    for (const Delivery& d : crowd.deliveries()) {
      EXPECT_TRUE(pairs.emplace(d.from, d.to).second) << d.from << " to " << d.to;
      if (d.from == 7) {
        EXPECT_EQ(d.count, 2u) << "to " << d.to;
      }
    }
  }
}

TEST(Spreading, GivingBackIsNotSendingOn) {
  Spreading echo;
  EXPECT_FALSE(echo.add(delivery(1, 2, 1)));
  EXPECT_FALSE(echo.add(delivery(2, 1, 2)));
  EXPECT_FALSE(echo.add(delivery(1, 2, 3)));
}

}  // namespace
}  // namespace cordon::sift
