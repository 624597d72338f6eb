#include "logs/json_carrier.h"

#include <gtest/gtest.h>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

constexpr std::string_view kRequest =
    R"(198.51.100.7 - - [09/Jan/2024:12:00:00 +0000] \"GET /x HTTP/1.0\" 404 5 \"-\" \"a b\")";

std::optional<Format> recognised(std::string_view text, std::string file = "log") {
  auto format = recognise(text, {"", "", std::move(file)});
  EXPECT_TRUE(format.has_value());
  return format ? std::move(*format) : std::nullopt;
}

std::string journal(std::string_view tag, std::string_view message) {
  return R"({"__REALTIME_TIMESTAMP":"1704801601250000","_HOSTNAME":"web1","_PID":"7",)"
         R"("SYSLOG_IDENTIFIER":")" +
         std::string(tag) + R"(","PRIORITY":"6","MESSAGE":)" + std::string(message) + "}\n";
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// As journald writes what is no UTF-8.
std::string bytes(std::string_view text) {
  std::string list = "[";
  for (const char c : text) {
    if (list.size() > 1) list += ",";
    list += std::to_string(static_cast<unsigned char>(c));
  }
  return list + "]";
}

TEST(JsonCarrier, AJournalOfManyProgramsIsReadForItsRequests) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += journal("kernel", "\"eth0: link is up\"");
  text += journal("sshd", "\"Failed password for root from 203.0.113.5 port 4711 ssh2\"");
  text += journal("nginx", in_quotes(kRequest)) + journal("nginx", in_quotes(kRequest));
  text += journal("nginx", "null");
  const auto format = recognised(text);
  ASSERT_TRUE(format.has_value());
  EXPECT_EQ(format->name, "combined access log in journald, JSON");
  EXPECT_EQ(format->kind, "access");
  Gathered gathered;
  const Verdicts verdicts = read_lines(*format->parser, text, gathered);
  EXPECT_EQ(verdicts.told, 2u);
  EXPECT_EQ(verdicts.nothing, 52u);
  ASSERT_EQ(gathered.all.size(), 2u);
  EXPECT_EQ(gathered.all[0].entry.client.text(), "198.51.100.7:0");
  EXPECT_EQ(gathered.all[0].target, "/x");
  EXPECT_EQ(gathered.all[0].sensor, "web1");
}

TEST(JsonCarrier, AMessageOfBytesIsRead) {
  const std::string line =
      "198.51.100.7 - - [09/Jan/2024:12:00:00 +0000] \"SEARCH /\x90\xb1\x02 HTTP/1.1\" 414 5 "
      "\"-\" \"-\"";
  const std::string text = journal("httpd", in_quotes(kRequest)) + journal("httpd", bytes(line));
  const auto format = recognised(text);
  ASSERT_TRUE(format.has_value());
  Gathered gathered;
  EXPECT_EQ(read_lines(*format->parser, text, gathered).told, 2u);
  EXPECT_EQ(gathered.all[1].target, "/\x90\xb1\x02");
  EXPECT_EQ(gathered.all[1].entry.rewritten, Rewritten::anything)
      << "a look at the raw line shows numbers";
}

TEST(JsonCarrier, AJournalWhoseRequestsComeLaterIsOne) {
  const std::string text = journal("kernel", "\"eth0: link is up\"");
  const auto format = recognised(text);
  ASSERT_TRUE(format.has_value());
  EXPECT_EQ(format->name, "journald, JSON");
  Gathered gathered;
  for (int i = 0; i < 500; ++i)
    format->parser->read(journal("nginx", "\"2024/01/09 12:00:00 [error] 7#7: *1 open() failed\""),
                         gathered);
  for (int i = 0; i < 100; ++i)
    format->parser->read(journal("nginx", in_quotes(kRequest)), gathered);
  EXPECT_GT(gathered.all.size(), 30u) << "a tag of errors and requests";
}

TEST(JsonCarrier, CarriesEve) {
  const std::string eve =
      R"(\"timestamp\":\"2024-01-09T12:00:00.1+0000\",\"event_type\":\"alert\",\"src_ip\":)"
      R"(\"198.51.100.7\",\"dest_ip\":\"192.0.2.1\",\"proto\":\"TCP\",\"alert\":)"
      R"({\"signature_id\":2001219,\"signature\":\"ET SCAN\"}})";
  const std::string text =
      journal("suricata", in_quotes("{" + eve)) + journal("suricata", in_quotes("@cee: {" + eve));
  const auto format = recognised(text);
  ASSERT_TRUE(format.has_value());
  EXPECT_EQ(format->name, "Suricata EVE in journald, JSON");
  Gathered gathered;
  EXPECT_EQ(read_lines(*format->parser, text, gathered).told, 2u);
  EXPECT_EQ(gathered.all[1].entry.sid, 2001219u);
}

TEST(JsonCarrier, DockerAndShippersCarryLines) {
  const std::string docker =
      R"({"log":")" + std::string(kRequest) +
      R"(\n","stream":"stdout","time":"2024-01-09T12:00:00.25Z"})"
      "\n" +
      R"({"log":"worker started\n","stream":"stderr","time":"2024-01-09T12:00:00.25Z"})"
      "\n";
  const auto format = recognised(docker);
  ASSERT_TRUE(format.has_value());
  EXPECT_EQ(format->name, "combined access log in JSON");
  Gathered gathered;
  const Verdicts verdicts = read_lines(*format->parser, docker, gathered);
  EXPECT_EQ(verdicts.told, 1u);
  EXPECT_EQ(verdicts.nothing, 1u);
  const std::string logstash = R"({"@timestamp":"2024-01-09T12:00:00.25Z","host":{"name":"web1"},)"
                               R"("message":")" +
                               std::string(kRequest) + "\"}\n";
  const auto other = recognised(logstash);
  ASSERT_TRUE(other.has_value());
  EXPECT_EQ(read_lines(*other->parser, logstash, gathered).told, 1u);
  EXPECT_EQ(gathered.all.back().sensor, "web1");
}

TEST(JsonCarrier, WhatCarriesNothingWeKnowIsNone) {
  EXPECT_FALSE(recognised(R"({"message":"hello","level":"info"})"
                          "\n")
                   .has_value());
  EXPECT_FALSE(recognised(R"({"log":"hello\n","stream":"stdout","time":"x"})"
                          "\n")
                   .has_value());
  const std::string inside = R"({"log":"{\"log\":\"{}\"}"})"
                             "\n";
  EXPECT_FALSE(recognised(inside).has_value()) << "a carrier in a carrier";
}

}  // namespace
}  // namespace cordon::logs
