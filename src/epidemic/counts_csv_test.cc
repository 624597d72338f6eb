#include "epidemic/counts_csv.h"

#include <gtest/gtest.h>

#include "epidemic/counts_table.h"

namespace cordon::epidemic {
namespace {

std::string error_of(std::string_view text) {
  const auto counts = parse_counts(text, "x.csv");
  return counts ? "" : counts.error().message();
}

TEST(CountsCsv, ReadsNewOnesInEachStep) {
  const auto counts = parse_counts(
      "time,new,packets,isolated\n2001-07-19T10:00:00Z,1,5,0\n2001-07-19T10:10:00Z,3,9,1\n"
      "2001-07-19T10:20:00Z,4,20,\n",
      "x.csv");
  ASSERT_TRUE(counts) << counts.error().message();
  EXPECT_EQ(counts->counted, Counted::new_hosts);
  ASSERT_EQ(counts->steps.size(), 3u);
  EXPECT_EQ(counts->steps[2].count, 4u);
  EXPECT_EQ(counts->steps[2].length, 600) << "as long as the one before";
  EXPECT_EQ(counts->steps[1].packets, 9u);
  EXPECT_EQ(counts->steps[1].containment.isolated, 1);
  EXPECT_EQ(rfc3339(counts->begin), "2001-07-19T10:00:00.000000Z");
}

TEST(CountsCsv, ReadsCumulativeCountsAtIrregularTimes) {
  const auto counts = parse_counts(
      "# Akamai\nwhen,hosts so far\n2001-08-01 11:00,4782\n2001-08-01 15:00,25600\n"
      "2001-08-01 15:33,30921\n",
      "x.csv");
  ASSERT_TRUE(counts) << counts.error().message();
  EXPECT_EQ(counts->before, 4782u);
  ASSERT_EQ(counts->steps.size(), 2u);
  EXPECT_EQ(counts->steps[0].length, 4 * 3600);
  EXPECT_EQ(counts->steps[0].count, 25600u - 4782u);
  EXPECT_EQ(counts->steps[1].length, 33 * 60);
  EXPECT_EQ(counts->total(), 30921u);
}

TEST(CountsCsv, ReadsActiveSourcesOfADayAndFillsQuietDays) {
  const auto counts = parse_counts(
      "day;slammer_packets;distinct_sources\r\n2011-03-17;3;2\r\n2011-03-18;3;2\r\n"
      "2011-03-21;5;3\r\n2011-03-22;1;1\r\n",
      "x.csv");
  ASSERT_TRUE(counts) << counts.error().message();
  EXPECT_EQ(counts->counted, Counted::active_hosts);
  ASSERT_EQ(counts->steps.size(), 6u);
  EXPECT_EQ(counts->steps[2].count, 0u);
  EXPECT_EQ(counts->steps[4].count, 3u);
  EXPECT_EQ(counts->span(), 6 * 86400);
}

TEST(CountsCsv, TakesNumbersInTheColumnsUnit) {
  const auto counts = parse_counts("\"minutes\",\"count\"\n0,1\n1,\"2\"\n2,4\n", "x.csv");
  ASSERT_TRUE(counts) << counts.error().message();
  EXPECT_EQ(counts->steps[0].length, 60);
  EXPECT_EQ(counts->total(), 7u);
}

TEST(CountsCsv, NamesFileLineAndRemedy) {
  EXPECT_EQ(error_of(""),
            "cannot read counts from x.csv:0: it is empty; the first line names the columns: "
            "time,count");
  EXPECT_EQ(error_of("a,b\n"),
            "cannot read counts from x.csv:1: no column is called time; the first line names the "
            "columns: time,count");
  EXPECT_NE(error_of("time,what\n1,2\n").find("new, cumulative or active"), std::string::npos);
  EXPECT_NE(error_of("time,new\n1,2\n1,3\n").find("x.csv:3: its time is not after"),
            std::string::npos);
  EXPECT_NE(error_of("time,new\n1,2\nsoon,3\n").find("x.csv:3: \"soon\" is no time"),
            std::string::npos);
  EXPECT_NE(error_of("time,new\n1,2\n2,-3\n").find("\"-3\" is no count"), std::string::npos);
  EXPECT_NE(error_of("time,new\n1,2\n2,\n").find("\"\" is no count"), std::string::npos);
  EXPECT_NE(error_of("time,total\n1,5\n2,4\n").find("cumulative count falls"), std::string::npos);
  EXPECT_NE(error_of("time,new\n1,2\n2,2\n3,2\n900,1\n").find("897 steps later"),
            std::string::npos);
  EXPECT_NE(error_of("time,new,contact_rate\n1,2,3\n").find("above 1"), std::string::npos);
  EXPECT_NE(error_of("time,new\n1,2\n").find("fewer than two rows"), std::string::npos);
  EXPECT_NE(error_of("time,new\n9e11,2\n").find("out of range"), std::string::npos);
  EXPECT_FALSE(read_counts("/nowhere/at/all.csv"));
}

TEST(CalendarTime, IsReadInItsForms) {
  const auto noon = parse_calendar_time("2001-08-01 12:00");
  ASSERT_TRUE(noon);
  for (const char* text : {"2001-08-01T12:00:00Z", "2001-08-01 12:00:00", "2001-08-01T12:00Z"})
    EXPECT_EQ(parse_calendar_time(text), noon) << text;
  EXPECT_EQ(parse_calendar_time("2001-08-01"), *noon - 12h);
  for (const char* text : {"", "2001-08", "2001-13-01", "1500-01-01", "noon", "2001-08-01 25:00"})
    EXPECT_FALSE(parse_calendar_time(text)) << text;
}

}  // namespace
}  // namespace cordon::epidemic
