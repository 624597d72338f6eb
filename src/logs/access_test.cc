#include "logs/access.h"

#include <gtest/gtest.h>

#include <fstream>

#include "logs/recognisers.h"
#include "logs/sample.h"

namespace cordon::logs {
namespace {

Told read(const std::string& format, std::string_view line) {
  auto compiled = compile_access_format(format);
  EXPECT_TRUE(compiled) << compiled.error().message();
  AccessParser parser(*compiled);
  return told_of(parser, line);
}

const std::string kCombined = R"(%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")";

TEST(AccessLog, ReadsACombinedLine) {
  const Told told =
      read(kCombined, R"(192.0.2.7 - bob smith [19/Jul/2001:10:00:01 +0200] )"
                      R"("GET /x.html?a=b HTTP/1.0" 200 1234 "http://e.test/" "Some (agent) 1.0")");
  ASSERT_EQ(told.verdict, Verdict::told);
  EXPECT_EQ(told.client, "192.0.2.7:0");
  EXPECT_EQ(told.time, "2001-07-19T08:00:01.000000Z");
  EXPECT_EQ(told.method, "GET");
  EXPECT_EQ(told.target, "/x.html?a=b");
  EXPECT_EQ(told.version, "HTTP/1.0");
  EXPECT_EQ(told.status, 200);
  EXPECT_EQ(told.response_bytes, 1234u);
  EXPECT_EQ(told.headers, "Referer=http://e.test/ User-Agent=Some (agent) 1.0 ");
}

TEST(AccessLog, UndoesWhatTheWriterEscaped) {
  const Told told = read(kCombined, R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] )"
                                    R"("SEARCH /\x90\x02\xb1\" HTTP/1.1" 414 - "-" "\\x \"q\"")");
  ASSERT_EQ(told.verdict, Verdict::told);
  EXPECT_EQ(told.target, "/\x90\x02\xb1\"");
  EXPECT_EQ(told.headers, "User-Agent=\\x \"q\" ");
}

TEST(AccessLog, BearsQuotesThatOldServersDidNotEscape) {
  const Told told =
      read(kCombined, R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] )"
                      R"("GET /a" onload="x HTTP/1.0" 404 12 "-" "agent "quoted" end")");
  ASSERT_EQ(told.verdict, Verdict::told);
  EXPECT_EQ(told.target, "/a\" onload=\"x");
  EXPECT_EQ(told.status, 404);
}

TEST(AccessLog, TellsALineThatIsCutAsFarAsItGoes) {
  const Told told =
      read(kCombined, R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] "GET /default.ida?NNNNNNN)");
  EXPECT_EQ(told.verdict, Verdict::cut);
  EXPECT_EQ(told.target, "/default.ida?NNNNNNN");
  EXPECT_EQ(told.status, 0);
  EXPECT_EQ(read(kCombined, "192.0.2.7 - - [19/Jul/2001:10:0").verdict, Verdict::bad);
  EXPECT_EQ(read(kCombined, std::string_view("\0\0\0\0", 4)).verdict, Verdict::bad);
  EXPECT_EQ(read(kCombined, "# comment").verdict, Verdict::nothing);
}

TEST(AccessLog, ReadsRequestsThatAreNone) {
  EXPECT_EQ(
      read(kCombined, R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] "-" 408 - "-" "-")").verdict,
      Verdict::told);
  const Told told = read(
      kCombined, R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] "\x16\x03\x01" 400 226 "-" "-")");
  EXPECT_EQ(told.target, "\x16\x03\x01");
  EXPECT_EQ(told.method, "");
}

TEST(AccessLog, TakesTheClientThatAProxyOfOursForwardsFor) {
  const std::string format =
      R"($remote_addr - $remote_user [$time_local] "$request" $status )"
      R"($body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for")";
  const auto line = [](std::string_view peer, std::string_view list) {
    return std::string(peer) +
           R"( - - [19/Jul/2001:10:00:01 +0000] "GET / HTTP/1.1" 200 5 "-" "a" ")" +
           std::string(list) + "\"";
  };
  EXPECT_EQ(read(format, line("10.0.0.1", "unknown, 198.51.100.4, 10.0.0.9")).client,
            "198.51.100.4:0");
  EXPECT_EQ(read(format, line("10.0.0.1", "203.0.113.66, 198.51.100.4")).client, "198.51.100.4:0")
      << "what the client wrote itself comes first";
  EXPECT_NE(
      read(format, line("10.0.0.1", "${jndi:ldap://x}")).headers.find("X-Forwarded-For=${jndi"),
      std::string::npos);
  EXPECT_EQ(read(format, line("203.0.113.1", "198.51.100.4")).client, "203.0.113.1:0")
      << "a stranger may write what it likes";
  EXPECT_EQ(read(format, line("10.0.0.1", "-")).client, "10.0.0.1:0");
}

TEST(AccessLog, ReadsCustomFormats) {
  const Told apache =
      read(R"(%v:%p %{X-Forwarded-For}i %a %A %t %D %m %U%q %H %s "%{User-Agent}i")",
           "www.e.test:8080 - 192.0.2.7 192.0.2.80 [19/Jul/2001:10:00:01 +0000] 1200 "
           "GET /a?b=c HTTP/1.1 302 \"x\"");
  EXPECT_EQ(apache.verdict, Verdict::told);
  EXPECT_EQ(apache.target, "/a?b=c");
  EXPECT_EQ(apache.server, "192.0.2.80:8080");
  const Told nginx = read("$msec|$remote_addr|$request_method|$uri|$args|$status|$http_host",
                          "995536801.250|2001:db8::1|POST|/cgi|x=1|500|e.test");
  EXPECT_EQ(nginx.time, "2001-07-19T10:00:01.250000Z");
  EXPECT_EQ(nginx.client, "[2001:db8::1]:0");
  EXPECT_EQ(nginx.target, "/cgi?x=1");
}

TEST(AccessLog, RefusesAFormatThatCannotWork) {
  for (const char* wrong :
       {"", "%h%l \"%r\"", "\"%r\" %s", "%h %t", "%h \"%r\" %{x", "%h \"%r\" $"})
    EXPECT_FALSE(compile_access_format(wrong)) << wrong;
}

TEST(AccessLog, IsRecognisedByItsLines) {
  const auto name = [](std::string_view text) {
    const auto format = recognise_access(text, {});
    return format ? format->name : "none";
  };
  EXPECT_EQ(name("192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] \"GET / HTTP/1.0\" 200 5\n"),
            "common access log");
  EXPECT_EQ(
      name("192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] \"GET / HTTP/1.0\" 200 5 \"-\" \"-\"\n"),
      "combined access log");
  EXPECT_EQ(name("e.test:80 192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] \"GET / HTTP/1.0\" 200 5 "
                 "\"-\" \"-\"\n"),
            "combined access log with virtual host");
  EXPECT_EQ(
      name("http 2018-07-02T22:23:00.186641Z app/my-lb/50dc 192.0.2.7:2817 10.0.0.1:80 0.000 "
           "0.001 0.000 200 200 34 366 \"GET http://e.test:80/ HTTP/1.1\" \"curl/7.46.0\" - - "
           "arn\n"),
      "AWS ALB access log");
  EXPECT_EQ(name("To be, or not to be\nthat is the question\n"), "none");
}

TEST(AccessLog, ReadsEveryLineOfARealOne) {
  std::ifstream file(CORDON_SHARED "/data/logs/elastic-apache_logs");
  if (!file) GTEST_SKIP() << "no shared data";
  auto format = recognise_access(
      "192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] \"GET / HTTP/1.0\" 200 5 \"-\" \"-\"\n", {});
  std::size_t lines = 0, told = 0, cut = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    const Verdict verdict = told_of(*format->parser, line).verdict;
    told += verdict == Verdict::told;
    cut += verdict == Verdict::cut;
  }
  EXPECT_EQ(lines, 10000u);
  EXPECT_EQ(told, 9999u);
  EXPECT_EQ(cut, 1u) << "line 8,899 lacks its last quote";
}

}  // namespace
}  // namespace cordon::logs
