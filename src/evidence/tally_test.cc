#include "evidence/tally.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cordon::evidence {
namespace {

Finding attempt(std::int64_t second, std::uint32_t sender, const char* strain = "s") {
  Finding f;
  f.time = Time(std::chrono::seconds(second));
  f.actor = net::Address::v4(sender);
  f.strain = strain;
  return f;
}

TEST(Tally, CountsAttemptsAndSendersByTheMinute) {
  Tally tally;
  for (int i = 0; i < 10; ++i) tally.add(attempt(i * 10, 1));
  tally.add(attempt(61, 2));
  const Curve curve = tally.curve("s");
  EXPECT_EQ(curve.width, 60s);
  ASSERT_EQ(curve.points.size(), 2u);
  EXPECT_EQ(curve.points[0].attempts, 6u);
  EXPECT_EQ(curve.points[1].attempts, 5u);
  EXPECT_EQ(curve.points[1].senders, 2u);
  EXPECT_EQ(curve.points[1].new_senders, 1u);
  EXPECT_TRUE(tally.curve("other").points.empty());
}

TEST(Tally, WidensItsBinsWhereTheyBecomeTooMany) {
  Tally tally(100);
  for (int minute = 0; minute < 1000; ++minute) tally.add(attempt(minute * 60, 1));
  const Curve curve = tally.curve("s");
  EXPECT_GE(curve.width, 3600s);
  std::uint64_t attempts = 0;
  for (const CurvePoint& point : curve.points) attempts += point.attempts;
  EXPECT_EQ(attempts, 1000u);
}

TEST(Tally, ADayIsADay) {
  Tally tally;
  Random random(1);
  std::map<std::int64_t, std::set<std::uint32_t>> days;
  for (int i = 0; i < 5000; ++i) {
    const auto second = static_cast<std::int64_t>(random.below(365 * 86400));
    const auto sender = static_cast<std::uint32_t>(1 + random.below(50));
    tally.add(attempt(second, sender));
    days[second / 86400].insert(sender);
  }
  const Curve curve = tally.curve("s");
  EXPECT_EQ(curve.width, std::chrono::hours(24));
  ASSERT_EQ(curve.points.size(), days.size());
  for (const CurvePoint& point : curve.points)
    EXPECT_EQ(point.senders, days[to_ns(point.at) / 86'400'000'000'000].size());
}

TEST(Tally, ShardsAddUpAndSensorsJoin) {
  Tally one, left, right;
  for (std::uint32_t i = 0; i < 100; ++i) {
    one.add(attempt(i, i % 7));
    (i % 7 < 3 ? left : right).add(attempt(i, i % 7));
  }
  left.add(right);
  EXPECT_EQ(left.curve("s").points[0].attempts, one.curve("s").points[0].attempts);
  left.join(one);
  EXPECT_EQ(left.curve("s").points[0].attempts, one.curve("s").points[0].attempts);
  EXPECT_EQ(left.curve("s").points[0].senders, 7u);
}

TEST(Tally, MovesWithAClock) {
  Tally tally;
  tally.add(attempt(10, 1));
  tally.shift(-3600s);
  EXPECT_EQ(tally.curve("s").points[0].at, Time(-3600s));
}

TEST(Tally, RenamesSendersAndStrains) {
  Tally tally;
  tally.add(attempt(10, 1));
  tally.add(attempt(10, 2));
  tally.rename(net::Address::v4(1), net::Address::v4(2));
  EXPECT_EQ(tally.curve("s").points[0].senders, 1u);
  EXPECT_EQ(tally.curve("s").points[0].attempts, 2u);
  tally.rename(net::Address::v4(2), "s", "t");
  EXPECT_TRUE(tally.curve("s").points.empty());
  EXPECT_EQ(tally.curve("t").points[0].attempts, 2u);
}

}  // namespace
}  // namespace cordon::evidence
