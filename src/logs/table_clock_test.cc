#include "logs/table_clock.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

std::string text(Time time) { return time == kNoTime ? "none" : rfc3339(time); }

TEST(TableClock, RemembersAMinuteAndReadsTheNext) {
  TableClock clock;
  EXPECT_EQ(text(clock.read("2019/04/04 16:24:47.672448", false)), "2019-04-04T16:24:47.672448Z");
  EXPECT_EQ(text(clock.read("2019/04/04 16:24:48.5", false)), "2019-04-04T16:24:48.500000Z");
  EXPECT_EQ(text(clock.read("2019/04/04 16:24:49 +0200", false)), "2019-04-04T14:24:49.000000Z");
  EXPECT_EQ(text(clock.read("2019/04/04 16:25:00", false)), "2019-04-04T16:25:00.000000Z");
  EXPECT_EQ(text(clock.read("2019/04/04 16:25:99", false)), "none");
  EXPECT_EQ(text(clock.read("", false)), "none");
}

TEST(TableClock, TellsDaysFromMonthsWhereItIsTold) {
  TableClock clock;
  EXPECT_EQ(text(clock.read("03/07/2017 08:55:58", true)), "2017-07-03T08:55:58.000000Z");
  EXPECT_EQ(text(clock.read("03/07/2017 08:55:58", false)), "2017-03-07T08:55:58.000000Z");
  EXPECT_EQ(text(clock.read("18/12/2018 12:00:01 AM", true)), "2018-12-18T00:00:01.000000Z");
  EXPECT_EQ(text(clock.read("18/12/2018 12:00:01 PM", true)), "2018-12-18T12:00:01.000000Z");
  for (const char* none : {"/", "//", "18//2018 1:00:00", "1/1/2018", "99/99/2018 10:00:00"})
    EXPECT_EQ(text(clock.read(none, true)), "none") << none;
}

TEST(TableClock, ReadsTsharksOwn) {
  TableClock clock;
  EXPECT_EQ(text(clock.read("Jan  1, 2011 00:01:43.250000000 CET", false)),
            "2011-01-01T00:01:43.250000Z");
  for (const char* none : {"Jan  1, ", "Jan  1, 2011", "Jan 32, 2011 00:00:00 UTC", ", 2011 x"})
    EXPECT_EQ(text(clock.read(none, false)), "none") << none;
}

}  // namespace
}  // namespace cordon::logs
