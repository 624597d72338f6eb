#include "pipeline/sensors.h"

#include <gtest/gtest.h>

namespace cordon::pipeline {
namespace {

TEST(Sensors, RotatedFilesAreOne) {
  for (const char* path : {"a/access_log", "a/access_log.1", "a/access_log.24.gz",
                           "a/access_log-20240101", "a/access_log.2024-01-01.zst"})
    EXPECT_EQ(stem_of(path), "a/access_log") << path;
  for (const char* path : {"u_ex160110.log", "u_ex160110.log.gz", "u_ex16011023.log"})
    EXPECT_EQ(stem_of(path), "u_ex.log") << path;
  EXPECT_EQ(stem_of("W3SVC1/ex031118.log"), "W3SVC1/ex.log");
  EXPECT_EQ(stem_of("access.2017-05-01.txt"), "access.txt") << "Tomcat's";
  EXPECT_EQ(stem_of("access-20240101.log.3"), "access.log");
  for (const char* path : {"web-1", "web-2.log", "server1.log", "node_3.json", "1", "-1", ".1",
                           "20240101", "20240101.log", "a/2024-01-01"})
    EXPECT_EQ(stem_of(path), path) << "may be machines";
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

TEST(Sensors, TheDaysOfAZeekAreOne) {
  const std::vector<LogFile> files = {
      {"logs/2024-01-09/conn.00:00:00-01:00:00.log.gz", "zeek.conn", true},
      {"logs/2024-01-10/conn.log", "zeek.conn", true},
      {"logs/current/conn.log", "zeek.conn", true},
      {"logs/current/http.log", "zeek.http", true},
      {"other/conn.log", "zeek.conn", true},
      {"conn.log", "zeek.conn", true}};
  const auto sensors = sensors_of(files, {});
  ASSERT_EQ(sensors.size(), 4u);
  EXPECT_EQ(sensors[0].files, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(sensors[0].stem, "logs/zeek.conn");
  EXPECT_EQ(sensors[1].stem, "logs/zeek.http");
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
