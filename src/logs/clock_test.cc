#include "logs/clock.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

std::string text(std::optional<Time> time) { return time ? rfc3339(*time) : "none"; }

TEST(Clock, ReadsApachesTimeWithItsZone) {
  ApacheClock clock;
  EXPECT_EQ(text(clock.read("[17/May/2015:10:05:03 +0000]")), "2015-05-17T10:05:03.000000Z");
  EXPECT_EQ(text(clock.read("18/Jul/2002:03:55:11 +1000")), "2002-07-17T17:55:11.000000Z");
  EXPECT_EQ(text(clock.read("18/Jul/2002:03:55:12 -0730")), "2002-07-18T11:25:12.000000Z");
  EXPECT_EQ(text(clock.read("18/Jul/2002:03:55:12.250 +0000")), "2002-07-18T03:55:12.250000Z");
}

TEST(Clock, RemembersAMinuteAndStillReadsEachOfItsSeconds) {
  ApacheClock clock;
  for (int second = 0; second < 60; ++second) {
    char line[40];
    std::snprintf(line, sizeof line, "29/Feb/2004:23:59:%02d +0000", second);
    ASSERT_TRUE(clock.read(line));
    EXPECT_EQ(to_ns(*clock.read(line)) % 60'000'000'000, second * 1'000'000'000LL);
  }
}

TEST(Clock, RefusesWhatIsNoDate) {
  ApacheClock clock;
  for (const char* wrong : {"", "[", "31/Feb/2004:10:00:00 +0000", "17/Mai/2015:10:05:03 +0000",
                            "17/May/2015:25:05:03 +0000", "17/May/2015:10:05:03 +0",
                            "17/May/2015:10:05:61 +0000", "17-May-2015 10:05:03 +0000"})
    EXPECT_EQ(text(clock.read(wrong)), "none") << wrong;
}

TEST(Clock, ReadsIsoInItsManyDresses) {
  EXPECT_EQ(text(read_iso("2021-06-06T15:59:46.457984+0200")), "2021-06-06T13:59:46.457984Z");
  EXPECT_EQ(text(read_iso("2021-06-06T15:59:46Z")), "2021-06-06T15:59:46.000000Z");
  EXPECT_EQ(text(read_iso("2018-04-08 06:49:13")), "2018-04-08T06:49:13.000000Z");
  EXPECT_EQ(text(read_iso("2018-04-08 06:49:13 GMT-0700")), "2018-04-08T13:49:13.000000Z");
  EXPECT_EQ(text(read_iso("2019/04/04 16:24:47.672448")), "2019-04-04T16:24:47.672448Z");
  EXPECT_EQ(text(read_iso("2019-04-04T16:24:47,5-07:00")), "2019-04-04T23:24:47.500000Z");
  EXPECT_EQ(text(read_iso("2003-11-18")), "2003-11-18T00:00:00.000000Z");
  EXPECT_EQ(text(read_iso("2021-07-04T01")), "2021-07-04T01:00:00.000000Z");
  for (const char* wrong : {"2021-13-01", "2021-06-06X10:00:00", "2021-06-06T", "x", "99999-01-01"})
    EXPECT_EQ(text(read_iso(wrong)), "none") << wrong;
}

TEST(Clock, TellsTheUnitOfAnEpochByItsSize) {
  EXPECT_EQ(text(read_epoch("1655071198.444458")), "2022-06-12T21:59:58.444458Z");
  EXPECT_EQ(text(read_epoch("1655071198")), "2022-06-12T21:59:58.000000Z");
  EXPECT_EQ(text(read_epoch("1655071198444")), "2022-06-12T21:59:58.444000Z");
  EXPECT_EQ(text(read_epoch("1655071198444458")), "2022-06-12T21:59:58.444458Z");
  EXPECT_EQ(text(read_epoch("1655071198444458123")), "2022-06-12T21:59:58.444458Z");
  EXPECT_EQ(text(read_epoch("79.681977")), "1970-01-01T00:01:19.681977Z");
  EXPECT_EQ(text(read_epoch("99999999999999999999")), "none");
  EXPECT_EQ(text(read_epoch("1e9")), "none");
}

TEST(Clock, ReadsIisAndSyslog) {
  EXPECT_EQ(text(read_iis("03/20/01", "7:55:20")), "2001-03-20T07:55:20.000000Z");
  EXPECT_EQ(text(read_iis("3/20/2001", "17:55:20")), "2001-03-20T17:55:20.000000Z");
  EXPECT_EQ(text(read_syslog("Oct 11 22:14:15", 2003)), "2003-10-11T22:14:15.000000Z");
  EXPECT_EQ(text(read_syslog("Feb  9 01:02:03", 2024)), "2024-02-09T01:02:03.000000Z");
  EXPECT_EQ(text(read_syslog("Feb 30 01:02:03", 2024)), "none");
}

TEST(Clock, ReadsAnyOfThem) {
  for (const char* time : {"2001-07-19 10:00:00", "[19/Jul/2001:10:00:00 +0000]", "995536800",
                           "7/19/2001 10:00:00", "2001-07-19T12:00:00+02:00"})
    EXPECT_EQ(text(read_any(time)), "2001-07-19T10:00:00.000000Z") << time;
}

}  // namespace
}  // namespace cordon::logs
