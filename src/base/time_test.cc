#include "base/time.h"

#include <gtest/gtest.h>

namespace cordon {
namespace {

TEST(Time, WritesRfc3339WithMicroseconds) {
  EXPECT_EQ(rfc3339(time_from_ns(0)), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(rfc3339(time_from_ns(1495094773'123456789)), "2017-05-18T08:06:13.123456Z");
}

TEST(Time, ReadsBackWhatItWrites) {
  const Time time = time_from_ns(1495094773'123456000);
  EXPECT_EQ(parse_rfc3339(rfc3339(time)), time);
  EXPECT_FALSE(parse_rfc3339("2017-13-18T08:06:13Z"));
  EXPECT_FALSE(parse_rfc3339("yesterday"));
  EXPECT_FALSE(parse_rfc3339("2017-05-18T08:06:13"));
}

TEST(Time, WritesBeforeTheEpoch) {
  EXPECT_EQ(rfc3339(time_from_ns(-1'000'000'000)), "1969-12-31T23:59:59.000000Z");
}

TEST(Duration, IsReadWithItsUnit) {
  EXPECT_EQ(parse_duration("200ms"), 200ms);
  EXPECT_EQ(parse_duration("1.5"), 1500ms);
  EXPECT_EQ(parse_duration("2min"), 2min);
  EXPECT_EQ(parse_duration("-1d"), -24h);
  for (const char* text : {"", "s", "3 weeks", "1e30s", "1h2", "nan"})
    EXPECT_FALSE(parse_duration(text)) << text;
  for (const Duration d :
       {Duration(0s), Duration(90s), Duration(72h), Duration(1ms), Duration(1500ms)})
    EXPECT_EQ(parse_duration(plain_duration(d)), d);
  EXPECT_EQ(plain_duration(90s), "90s");
  EXPECT_EQ(plain_duration(30min), "30min");
}

TEST(Duration, IsToldAsPeopleSayIt) {
  EXPECT_EQ(duration_text(5us), "5 us");
  EXPECT_EQ(duration_text(20ms), "20 ms");
  EXPECT_EQ(duration_text(2400ms), "2.4 s");
  EXPECT_EQ(duration_text(460s), "7 min 40 s");
  EXPECT_EQ(duration_text(11100s), "3 h 5 min");
  EXPECT_EQ(duration_text(-3s), "-3.0 s");
}

}  // namespace
}  // namespace cordon
