#include "plot/ticks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "base/time.h"
#include "plot/calendar_ticks.h"
#include "plot/number_text.h"

namespace cordon::plot {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> labels(const Axis& axis, double low, double high, std::size_t most) {
  std::vector<std::string> all;
  for (const Tick& tick : ticks_of(axis, low, high, most).major)
    all.push_back(tick.below.empty() ? tick.label : tick.label + "/" + tick.below);
  return all;
}

double at(const char* time) { return seconds(parse_rfc3339(time)->time_since_epoch()); }

TEST(NumberText, IsShortAndReadable) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(0.25), "0.25");
  EXPECT_EQ(number_text(1234), "1,234");
  EXPECT_EQ(number_text(-12345), "-12.3 k");
  EXPECT_EQ(number_text(55e6), "55 M");
  EXPECT_EQ(number_text(4294967296.0), "4.29 G");
  EXPECT_EQ(number_text(1e-7), "1.00e-07");
  EXPECT_EQ(number_text(kUnknown), "-");
  EXPECT_EQ(tick_text(1200000, 200000, 1200000), "1,200,000");
  EXPECT_EQ(tick_text(2.5e7, 5e6, 4e7), "25 M");
  EXPECT_EQ(tick_text(0.30000000000000004, 0.1, 1), "0.3");
  EXPECT_EQ(share_text(0.374), "37 %");
  EXPECT_EQ(share_text(0.002), "0.2 %");
}

TEST(SpanText, HasTwoUnitsAtMost) {
  EXPECT_EQ(span_text(8.5), "8.5 s");
  EXPECT_EQ(span_text(90), "1 min 30 s");
  EXPECT_EQ(span_text(7200), "2 h");
  EXPECT_EQ(span_text(3 * 86400 + 4 * 3600), "3 d 4 h");
  EXPECT_EQ(span_text(-60), "-1 min");
}

TEST(Ticks, AreRoundNumbers) {
  const Axis axis;
  EXPECT_THAT(labels(axis, 0, 359000, 5), ElementsAre("0", "100,000", "200,000", "300,000"));
  EXPECT_THAT(labels(axis, -1, 1, 4), ElementsAre("-1.0", "-0.5", "0", "0.5", "1.0"));
  EXPECT_THAT(labels(axis, 0, 6e7, 3), ElementsAre("0", "20 M", "40 M", "60 M"));
}

TEST(Ticks, OfALogarithmicAxisAreDecades) {
  Axis axis;
  axis.logarithmic = true;
  EXPECT_THAT(labels(axis, 1, 100000, 8),
              ElementsAre("1", "10", "100", "1,000", "10,000", "100,000"));
  EXPECT_THAT(labels(axis, 1, 1e8, 5), ElementsAre("1", "100", "10 k", "1 M", "100 M"));
  EXPECT_THAT(labels(axis, 1, 60, 9), ElementsAre("1", "2", "5", "10", "20", "50"));
  EXPECT_THAT(labels(axis, 20, 80, 4), ElementsAre("20", "40", "60", "80"));
  EXPECT_EQ(ticks_of(axis, 1, 1000, 5).minor.size(), 24u);
}

TEST(Ticks, OfTimeAreThoseOfTheClock) {
  Axis axis;
  axis.unit = Unit::duration;
  EXPECT_THAT(labels(axis, 0, 100, 5), ElementsAre("0", "30 s", "60 s", "90 s"));
  EXPECT_THAT(labels(axis, 0, 3000, 5),
              ElementsAre("0", "10 min", "20 min", "30 min", "40 min", "50 min"));
  EXPECT_THAT(labels(axis, 0, 50000, 5), ElementsAre("0", "3 h", "6 h", "9 h", "12 h"));
  EXPECT_THAT(labels(axis, 0, 9000, 5),
              ElementsAre("0", "30 min", "1 h", "1 h 30 min", "2 h", "2 h 30 min"));
  EXPECT_THAT(labels(axis, 0, 864000, 5), ElementsAre("0", "2 d", "4 d", "6 d", "8 d", "10 d"));
  axis.unit = Unit::clock;
  EXPECT_THAT(labels(axis, at("2001-07-19T20:00:00Z"), at("2001-07-20T02:30:00Z"), 4),
              ElementsAre("20:00/19 Jul 2001", "22:00", "00:00/20 Jul 2001", "02:00"));
  EXPECT_THAT(labels(axis, at("2001-12-30T00:00:00Z"), at("2002-01-02T12:00:00Z"), 4),
              ElementsAre("30 Dec/2001", "31 Dec", "1 Jan/2002", "2 Jan"));
  EXPECT_THAT(labels(axis, at("2001-07-19T00:00:00Z"), at("2002-08-01T00:00:00Z"), 5),
              ElementsAre("Oct/2001", "Jan/2002", "Apr", "Jul"));
  EXPECT_THAT(labels(axis, at("2001-07-19T00:00:00Z"), at("2021-08-01T00:00:00Z"), 5),
              ElementsAre("2005", "2010", "2015", "2020"));
  EXPECT_EQ(moment_text(at("2001-07-19T10:00:30Z")), "19 Jul 2001 10:00:30");
}

TEST(Ends, AreNeverEqualNorUnknown) {
  Axis axis;
  axis.logarithmic = true;
  for (const auto& [low, high] :
       {std::pair(0.0, 0.0), std::pair(-5.0, -5.0), std::pair(7.0, 7.0)}) {
    const Ends logarithmic = ends_of(axis, low, high, true), linear = ends_of({}, low, high, true);
    EXPECT_GT(logarithmic.low, 0);
    EXPECT_LT(logarithmic.low, logarithmic.high);
    EXPECT_LT(linear.low, linear.high);
  }
  EXPECT_EQ(ends_of({}, 0, 359, true).high, 400);
}

// Whatever the ends: some ticks, not too many, in order, within.
TEST(Ticks, AreSoundForAnyEnds) {
  Random random(1);
  for (int i = 0; i < 4000; ++i) {
    Axis axis;
    axis.unit = static_cast<Unit>(random.below(4));
    axis.logarithmic = random.chance(0.4);
    const double scale = std::pow(10, 600 * random.unit() - 300);
    const double low = scale * (random.unit() - 0.5), high = low + scale * random.unit();
    const Ends ends = ends_of(axis, low, high, random.chance(0.5));
    ASSERT_LT(ends.low, ends.high);
    const Ticks ticks = ticks_of(axis, ends.low, ends.high, 1 + random.below(12));
    ASSERT_LE(ticks.major.size(), kMostTicks);
    for (std::size_t t = 0; t < ticks.major.size(); ++t) {
      const double slack = 1e-5 * (ends.high - ends.low);
      ASSERT_GE(ticks.major[t].at, ends.low - slack);
      ASSERT_LE(ticks.major[t].at, ends.high + slack);
      ASSERT_TRUE(t == 0 || ticks.major[t - 1].at < ticks.major[t].at);
    }
  }
}

}  // namespace
}  // namespace cordon::plot
