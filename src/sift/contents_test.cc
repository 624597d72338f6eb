#include "sift/contents.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cordon::sift {
namespace {

const Service kWeb{net::Protocol::tcp, 80, event::Side::client};

class Traffic {
 public:
  // One passage of contents that are told apart by number.
  void pass(HostId from, HostId to, const std::vector<std::uint64_t>& contents) {
    Delivery d;
    d.from = from;
    d.to = to;
    d.first = {time_from_ns(static_cast<std::int64_t>(++frame_) * 1'000'000), frame_};
    d.last = d.first.time;
    d.flow = frame_;
    std::vector<std::uint64_t> keys;
    for (const auto content : contents) keys.push_back(content_of(mix(content), kWeb));
    contents_.prefetch(keys);
    contents_.add(d, kWeb, keys);
  }
  const Contents& contents() const { return contents_; }
  std::vector<const Case*> cases() const {
    std::vector<const Case*> open;
    for (const auto& each : contents_.cases())
      if (each != nullptr) open.push_back(each.get());
    return open;
  }

 private:
  Contents contents_;
  std::uint64_t frame_ = 0;
};

TEST(Contents, AWormIsOneCaseWithAllItsDeliveriesFromTheFirst) {
  Traffic traffic;
  const std::vector<std::uint64_t> worm{1, 2, 3, 4};
  traffic.pass(100, 1, worm);
  traffic.pass(1, 2, worm);
  traffic.pass(1, 3, worm);
  traffic.pass(2, 4, worm);
  traffic.pass(2, 5, worm);
  ASSERT_EQ(traffic.cases().size(), 1u);
  const Case& found = *traffic.cases()[0];
  EXPECT_EQ(found.contents(), worm.size());
  ASSERT_EQ(found.deliveries().size(), 5u);
  EXPECT_EQ(found.deliveries()[0].from, 100u);
  for (const Delivery& d : found.deliveries()) EXPECT_EQ(d.count, 1u);
}

TEST(Contents, PopularWordsInItDoNotMixWithIt) {
  Traffic traffic;
  // Word 9 is what a mesh of servers says all day; the worm says it too.
  for (HostId from = 1; from <= 5; ++from)
    for (HostId to = 1; to <= 5; ++to)
      if (from != to) traffic.pass(from, to, {9});
  const std::vector<std::uint64_t> worm{1, 2, 9};
  traffic.pass(100, 1, worm);
  traffic.pass(1, 12, worm);
  traffic.pass(1, 13, worm);
  traffic.pass(12, 14, worm);
  const Case* of_worm = nullptr;
  for (const Case* each : traffic.cases())
    if (each->contents() == 2) of_worm = each;
  ASSERT_NE(of_worm, nullptr);
  EXPECT_EQ(of_worm->deliveries().size(), 4u);
}

TEST(Contents, WhatIsSeenOnceIsNotWatched) {
  Traffic traffic;
  for (std::uint64_t i = 0; i < 1000; ++i)
    traffic.pass(static_cast<HostId>(i % 50), static_cast<HostId>(60 + i % 5), {1000 + i});
  EXPECT_EQ(traffic.contents().counters().contents, 0u);
  EXPECT_TRUE(traffic.cases().empty());
}

TEST(Contents, KeepsToItsBoundsUnderAFloodOfSuspicion) {
  Traffic traffic;
  Random random(4);
  for (std::uint64_t i = 0; i < 3 * kMostCases; ++i) {
    const auto a = static_cast<HostId>(random.below(1000)), b = a + 1000;
    traffic.pass(a, b, {i + 1});
    traffic.pass(b, a + 2000, {i + 1});
    traffic.pass(b, a + 3000, {i + 1});
  }
  EXPECT_LE(traffic.cases().size(), kMostCases);
  EXPECT_EQ(traffic.contents().counters().cases_evicted, 2 * kMostCases);
}

}  // namespace
}  // namespace cordon::sift
