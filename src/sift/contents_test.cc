#include "sift/contents.h"

#include <gtest/gtest.h>

#include <algorithm>

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

TEST(Contents, AWordSaidOnceBeforeByAnotherDoesNotMixWithIt) {
  Traffic traffic;
  // Word 9 stands before what is the worm's own, and so is suspected first.
  traffic.pass(50, 1, {9});
  const std::vector<std::uint64_t> worm{9, 1, 2};
  traffic.pass(100, 1, worm);
  traffic.pass(1, 2, worm);
  traffic.pass(2, 3, worm);
  traffic.pass(2, 4, worm);
  ASSERT_EQ(traffic.cases().size(), 2u);
  for (const Case* each : traffic.cases())
    EXPECT_EQ(each->deliveries().front().from, each->contents() == 2 ? 100u : 50u);
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

// Each host sends what it received on to two others: a case of as many contents as are given.
void spread(Traffic& traffic, HostId begin, std::uint64_t first, std::uint64_t contents) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = 0; i < contents; ++i) all.push_back(first + i);
  traffic.pass(begin, begin + 1, all);
  traffic.pass(begin + 1, begin + 2, all);
  traffic.pass(begin + 1, begin + 3, all);
}

TEST(Contents, AFloodOfSuspectsDoesNotBlindIt) {
  Traffic traffic;
  constexpr std::uint64_t kOfACase = 256;
  const auto cases = static_cast<HostId>(3 * kMostSuspects / 2 / kOfACase);
  for (HostId i = 0; i < cases; ++i) spread(traffic, 10 + 4 * i, 1 + i * kOfACase, kOfACase);
  EXPECT_EQ(traffic.contents().counters().suspects_not_kept, 0u);
  EXPECT_EQ(traffic.contents().counters().cases_evicted, kMostSuspects / 2 / kOfACase);
  spread(traffic, 1, 1'000'000'000, 4);
  const auto open = traffic.cases();
  EXPECT_EQ(std::count_if(open.begin(), open.end(),
                          [](const Case* each) { return each->contents() == 4; }),
            1);
}

TEST(Contents, WhatWasGivenUpIsSuspectedAnewWhenItSpreadsOn) {
  Traffic traffic;
  spread(traffic, 1, 1'000'000'000, 4);
  for (HostId i = 0; i < 2 * kMostCases; ++i) spread(traffic, 10 + 4 * i, 1 + i, 1);
  const auto of_worm = [&] {
    std::size_t found = 0;
    for (const Case* each : traffic.cases()) found += each->contents() == 4;
    return found;
  };
  EXPECT_EQ(of_worm(), 0u);
  spread(traffic, 2, 1'000'000'000, 4);
  EXPECT_EQ(of_worm(), 1u);
}

TEST(Contents, APassageOfMoreSuspectsThanThereMayBeIsCounted) {
  Traffic traffic;
  spread(traffic, 1, 1, kMostSuspects + 5);
  EXPECT_EQ(traffic.contents().counters().suspects_not_kept, 5u);
}

}  // namespace
}  // namespace cordon::sift
