#include "logs/syslog.h"

#include <gtest/gtest.h>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

constexpr std::string_view kNative =
    "192.0.2.1, -, 03/20/01, 7:55:20, W3SVC2, -, 198.51.100.3, 1, 2, 3, 200, 0, GET, /x.gif, -,";

std::optional<Format> inner(std::string_view first, const Hints& hints) {
  return recognise_iis_native(first, hints);
}

TEST(SyslogLine, IsReadInBothItsRfcs) {
  struct Case {
    const char* line;
    const char* time;
    const char* host;
    const char* tag;
    const char* message;
  };
  for (const Case& c :
       {Case{"<34>Oct 11 22:14:15 web1 httpd[77]: GET /", "1970-10-11T22:14:15.000000Z", "web1",
             "httpd", "GET /"},
        Case{"Oct  1 02:14:15 web1 nginx: a: b", "1970-10-01T02:14:15.000000Z", "web1", "nginx",
             "a: b"},
        Case{"2021-10-11T22:14:15.5+02:00 web1 httpd: m", "2021-10-11T20:14:15.500000Z", "web1",
             "httpd", "m"},
        Case{"Oct 11 22:14:15 web1 message without tag", "1970-10-11T22:14:15.000000Z", "web1", "",
             "message without tag"},
        Case{"<165>1 2003-10-11T22:14:15.003Z h.example app 12 ID47 [a@1 k=\"x\\\"]\"][b] the end",
             "2003-10-11T22:14:15.003000Z", "h.example", "app", "the end"},
        Case{"<0>1 - - app - - - \xEF\xBB\xBFm", "none", "-", "app", "m"}}) {
    const auto line = read_syslog_line(c.line);
    ASSERT_TRUE(line.has_value()) << c.line;
    EXPECT_EQ(line->time == kNoTime ? "none" : rfc3339(line->time), c.time);
    EXPECT_EQ(line->host, c.host);
    EXPECT_EQ(line->tag, c.tag);
    EXPECT_EQ(line->message, c.message);
  }
  for (const char* none : {"", "<", "<1234>Oct 11 22:14:15 h t: m", "Oct 11", "Foo 11 22:14:15 h m",
                           "<1>1 notime h a p i - m", "<1>1 - h a p i [open", "2021-10-11 h t: m",
                           "192.0.2.1 - - [11/Oct/2021:22:14:15 +0000] \"GET / HTTP/1.0\" 200 1"})
    EXPECT_FALSE(read_syslog_line(none).has_value()) << none;
}

TEST(Syslog, GivesTheMessageOfEachTagToItsParser) {
  const std::string web = "<34>Mar 20 07:55:21 web1 iis[1]: " + std::string(kNative) + "\n";
  const std::string text = web + "<34>Mar 20 07:55:21 web1 sshd[2]: session opened\n" + web;
  const auto format = recognise_syslog(text, {}, inner);
  ASSERT_TRUE(format.has_value());
  EXPECT_EQ(format->name, "IIS native in syslog");
  EXPECT_EQ(format->kind, "access");
  Gathered gathered;
  const Verdicts verdicts = read_lines(
      *format->parser, text + "no syslog at all\n<34>Mar 20 07:55:21 web1 iis: broken\n", gathered);
  EXPECT_EQ(verdicts.told, 2u);
  EXPECT_EQ(verdicts.nothing, 1u);
  EXPECT_EQ(verdicts.bad, 2u);
  ASSERT_EQ(gathered.all.size(), 2u);
  EXPECT_EQ(gathered.all[0].sensor, "web1") << "the message named no host";
  EXPECT_EQ(rfc3339(gathered.all[0].entry.time), "2001-03-20T07:55:20.000000Z")
      << "the message's own time wins";
}

TEST(Syslog, LearnsATagThatComesLaterAndForgetsNoneOfTooMany) {
  const auto format = recognise_syslog("Mar 20 07:55:21 h cron: x\n", {}, inner);
  ASSERT_TRUE(format.has_value());
  EXPECT_EQ(format->name, "syslog");
  Gathered gathered;
  EXPECT_EQ(format->parser->read("Mar 20 07:55:21 h iis: " + std::string(kNative), gathered),
            Verdict::told);
  for (std::size_t i = 0; i < 2 * kMostTags; ++i)
    EXPECT_EQ(format->parser->read("Mar 20 07:55:21 h t" + std::to_string(i) + ": m", gathered),
              Verdict::nothing);
  EXPECT_EQ(format->parser->read("Mar 20 07:55:21 h iis: " + std::string(kNative), gathered),
            Verdict::told);
  EXPECT_EQ(format->parser->read("Mar 20 07:55:21 h iis: " + std::string(1 << 20, ','), gathered),
            Verdict::bad);
}

TEST(Syslog, TakesWhatContainerRuntimesWrite) {
  const auto line = read_syslog_line("2016-10-06T00:17:09.669794202Z stdout F a b: c");
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(rfc3339(line->time), "2016-10-06T00:17:09.669794Z");
  EXPECT_EQ(line->message, "a b: c");
  EXPECT_EQ(line->host, "");
}

TEST(Syslog, ATagOfErrorsAndRequestsIsReadForItsRequests) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Mar 20 07:55:21 web1 iis: an error, no request\n";
  const auto format = recognise_syslog(text, {}, inner);
  ASSERT_TRUE(format.has_value());
  for (int i = 0; i < 20; ++i) text += "Mar 20 07:55:21 web1 iis: " + std::string(kNative) + "\n";
  Gathered gathered;
  EXPECT_EQ(read_lines(*format->parser, text, gathered).told, 20u);
}

TEST(Syslog, CarriesJsonBehindItsCookie) {
  const std::string text =
      "Mar 20 07:55:21 ids suricata[7]: @cee: {\"timestamp\":\"2024-01-09T12:00:00.1+0000\","
      "\"event_type\":\"alert\",\"src_ip\":\"198.51.100.7\",\"dest_ip\":\"192.0.2.1\",\"alert\":"
      "{\"signature_id\":7}}\n";
  const auto format = recognise(text, {});
  ASSERT_TRUE(format && *format);
  EXPECT_EQ((*format)->name, "Suricata EVE in syslog");
  Gathered gathered;
  EXPECT_EQ(read_lines(*(*format)->parser, text, gathered).told, 1u);
  EXPECT_EQ(gathered.all[0].entry.sid, 7u);
  EXPECT_EQ(gathered.all[0].sensor, "ids");
}

TEST(Syslog, IsNotSeenInOtherLogs) {
  for (const char* none : {"", "\n", "a,b\n1,2\n", "GET / HTTP/1.0\n", "{\"a\":1}\n"})
    EXPECT_FALSE(recognise_syslog(none, {}, inner).has_value()) << none;
}

}  // namespace
}  // namespace cordon::logs
