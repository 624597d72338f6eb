#include "pipeline/sensors.h"

#include <gtest/gtest.h>

namespace cordon::pipeline {
namespace {

TEST(Sensors, RotatedFilesAreOne) {
  for (const char* path : {"a/access_log", "a/access_log.1", "a/access_log.24.gz",
                           "a/access_log-20240101", "a/access_log.2024-01-01.zst"})
    EXPECT_EQ(stem_of(path), "a/access_log") << path;
  EXPECT_EQ(stem_of("u_ex160110.log"), "u_ex160110.log");
  EXPECT_EQ(stem_of("a.1/2"), "a.1/2");
}

TEST(Sensors, AHostIsToldByThePath) {
  EXPECT_EQ(address_in_path("logs/10.0.0.5-access.log")->text(), "10.0.0.5");
  EXPECT_EQ(address_in_path("logs/10.0.0.5/access.log.1")->text(), "10.0.0.5");
  EXPECT_FALSE(address_in_path("10.0.0.5/logs/access.log"));
  EXPECT_FALSE(address_in_path("logs/1.2.3"));
  EXPECT_FALSE(address_in_path("logs/300.1.2.3"));
}

TEST(Sensors, GetAStandInWhereNobodySaysWhoTheyAre) {
  const std::vector<LogFile> files = {{"a/access_log", "access", false},
                                      {"b/access_log", "access", false},
                                      {"a/access_log.1", "access", false},
                                      {"z/conn.log", "zeek.conn", true}};
  const auto sensors = sensors_of(files, {});
  ASSERT_EQ(sensors.size(), 3u);
  EXPECT_EQ(sensors[0].host.text(), "0.0.0.1");
  EXPECT_EQ(sensors[0].files, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(sensors[1].host.text(), "0.0.0.2");
  EXPECT_TRUE(sensors[2].host.is_unspecified());
}

TEST(Sensors, TakeTheUsersWordFirst) {
  LogOptions options;
  options.hosts = {{"a", net::Address::v4(0x0a000001)},
                   {"a/access_log.1", net::Address::v4(0x0a000002)},
                   {"", net::Address::v4(0x0a000003)}};
  const std::vector<LogFile> files = {{"a/access_log", "access", false},
                                      {"a/access_log.1", "access", false},
                                      {"b/10.9.9.9.log", "access", false}};
  const auto sensors = sensors_of(files, options);
  ASSERT_EQ(sensors.size(), 3u);
  EXPECT_EQ(sensors[0].host.text(), "10.0.0.1");
  EXPECT_EQ(sensors[1].host.text(), "10.0.0.2");
  EXPECT_EQ(sensors[2].host.text(), "10.0.0.3");
}

}  // namespace
}  // namespace cordon::pipeline
