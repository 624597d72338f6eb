#include "logs/access.h"

#include <gtest/gtest.h>

#include <fstream>

#include "logs/recognisers.h"
#include "logs/sample.h"
#include "logs/syslog.h"

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

TEST(AccessLog, ALineThatIsCutNamesNobodyElse) {
  const Told told =
      read(kCombined, R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] "GET / HTTP/1.0" 40)");
  EXPECT_EQ(told.verdict, Verdict::cut);
  EXPECT_EQ(told.status, 0) << "40 of 404, or of 403";
  const std::string forwarded = R"(%h %l %u %t "%r" %>s %b "%{X-Forwarded-For}i")";
  EXPECT_EQ(read(forwarded, R"(10.0.0.1 - - [19/Jul/2001:10:00:01 +0000] "GET / HTTP/1.0" 404 5 )"
                            R"("198.51.100.4)")
                .client,
            "10.0.0.1:0")
      << "198.51.100.4, or .42";
}

TEST(AccessLog, KeepsTheHeadersThatTheLogHas) {
  EXPECT_EQ(
      read(R"(%h %t "%r" "%{X-Api-Version}i" "%{Cookie}i" "%{Host}i")",
           R"(192.0.2.7 [19/Jul/2001:10:00:01 +0000] "GET / HTTP/1.1" "${jndi:ldap://a/\"b}" )"
           R"("k=v" "www.e.test")")
          .headers,
      "X-Api-Version=${jndi:ldap://a/\"b} Cookie=k=v Host=www.e.test ");
}

TEST(AccessLog, MayHaveTheRequestTwice) {
  const Told told =
      read(R"(%h %t "%r" %>s "%U")",
           R"(192.0.2.7 [19/Jul/2001:10:00:01 +0000] "GET /a\x90\x90\x90 HTTP/1.0" 404 )"
           R"("/a\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90\x90")");
  EXPECT_EQ(told.method, "GET");
  EXPECT_EQ(told.target.substr(0, 4), "/a\x90\x90");
}

TEST(AccessLog, ReadsEachTimeWithItsZone) {
  const auto time = [](const std::string& format, std::string_view text) {
    return read(format + R"( %h "%r")", std::string(text) + R"( 192.0.2.7 "GET / HTTP/1.0")").time;
  };
  EXPECT_EQ(time("%t", "[01/Jan/2001:00:30:00 +0530]"), "2000-12-31T19:00:00.000000Z");
  EXPECT_EQ(time("%t", "[19/Jul/2001:23:59:60 -0700]"), "2001-07-20T07:00:00.000000Z");
  EXPECT_EQ(time("[%{%Y-%m-%dT%H:%M:%S%z}t]", "[2001-07-19T10:00:01+0200]"),
            "2001-07-19T08:00:01.000000Z");
  EXPECT_EQ(time("[%{%d/%b/%Y %T}t]", "[19/Jul/2001 10:00:01]"), "2001-07-19T10:00:01.000000Z");
  EXPECT_EQ(time("%{usec}t", "995536801250000"), "2001-07-19T10:00:01.250000Z");
  EXPECT_EQ(time("%{msec}t", "995536801250"), "2001-07-19T10:00:01.250000Z");
}

constexpr std::string_view kRequest = R"([19/Jul/2001:10:00:01 +0000] "GET /x HTTP/1.0" 404 5)";

std::string recognised(const std::string& line) {
  const auto format = recognise_access(line + "\n" + line + "\n", {});
  if (!format) return "none";
  const Told told = told_of(*format->parser, line);
  return format->name + ": " + told.client + " " + told.target + " " + std::to_string(told.status) +
         " " + told.headers;
}

TEST(AccessLog, IsRecognisedByItsLines) {
  const std::string request(kRequest), agents = R"( "-" "a b")";
  EXPECT_EQ(recognised("192.0.2.7 - - " + request), "common access log: 192.0.2.7:0 /x 404 ");
  EXPECT_EQ(recognised(R"(192.0.2.7 - DOM\fred )" + request),
            "common access log: 192.0.2.7:0 /x 404 ")
      << "NCSA, as IIS writes it";
  EXPECT_EQ(recognised("192.0.2.7 - - " + request + agents),
            "combined access log: 192.0.2.7:0 /x 404 User-Agent=a b ");
  EXPECT_EQ(recognised("192.0.2.7 - - " + request + agents + " 0.005 1234 \"text/html\""),
            "combined access log: 192.0.2.7:0 /x 404 User-Agent=a b ")
      << "what comes behind is passed over";
  EXPECT_EQ(
      recognised("e.test:80 192.0.2.7 - - " + request + agents),
      "combined access log with virtual host: 192.0.2.7:0 /x 404 Host=e.test User-Agent=a b ");
  EXPECT_EQ(
      recognised("e.test 192.0.2.7 - - " + request + agents),
      "combined access log with virtual host: 192.0.2.7:0 /x 404 Host=e.test User-Agent=a b ");
  EXPECT_EQ(recognised("e.test 192.0.2.7 - - " + request),
            "common access log with virtual host: 192.0.2.7:0 /x 404 Host=e.test ");
  EXPECT_EQ(recognised("client.e.test - - " + request + agents),
            "combined access log: [::]:0 /x 404 User-Agent=a b ")
      << "names instead of addresses";
}

TEST(AccessLog, IsRecognisedWithWhoWasForwardedFor) {
  const std::string request(kRequest), agents = R"( "-" "a b")";
  EXPECT_EQ(recognised("10.0.0.1 - - " + request + agents + R"( "203.0.113.9, 198.51.100.4")"),
            "combined access log with X-Forwarded-For: 198.51.100.4:0 /x 404 User-Agent=a b "
            "X-Forwarded-For=203.0.113.9, 198.51.100.4 ")
      << "nginx's stock format";
  EXPECT_EQ(recognised("192.0.2.7 - - " + request + agents + R"( "-")").substr(0, 20),
            "combined access log:");
  EXPECT_EQ(recognised("10.0.0.1 - - " + request + agents + R"( "10.0.0.5:8080")"),
            "combined access log: 10.0.0.1:0 /x 404 User-Agent=a b ")
      << "an upstream server is no client";
  EXPECT_EQ(recognised("203.0.113.9, 198.51.100.4, 10.0.0.1 - - " + request + agents),
            "combined access log of who was forwarded for: 198.51.100.4:0 /x 404 User-Agent=a b "
            "X-Forwarded-For=203.0.113.9, 198.51.100.4, 10.0.0.1 ");
}

TEST(AccessLog, OfBalancersAndProxiesIsRecognised) {
  EXPECT_EQ(
      recognised("https 2024-01-09T12:00:00.186641Z app/my-lb/50dc 198.51.100.7:2817 "
                 "10.0.0.1:8080 0.000 0.001 0.000 404 404 34 366 "
                 "\"GET https://e.test:443/x?y HTTP/1.1\" \"curl/8.0\" ECDHE TLSv1.2 arn"),
      "AWS ALB access log: 198.51.100.7:2817 https://e.test:443/x?y 404 User-Agent=curl/8.0 ");
  EXPECT_EQ(
      recognised("2024-01-09T12:00:00.186641Z my-lb 198.51.100.7:2817 10.0.0.1:80 0.000 0.001 "
                 "0.000 404 404 0 29 \"GET http://e.test:80/x HTTP/1.1\" \"curl/8.0\" - -"),
      "AWS ELB access log: 198.51.100.7:2817 http://e.test:80/x 404 User-Agent=curl/8.0 ");
  EXPECT_EQ(
      recognised("[2024-01-09T12:00:00.310Z] \"POST /x HTTP/2\" 204 - 154 0 226 100 "
                 "\"198.51.100.7\" \"curl/8.0\" \"cc21d9b0\" \"e.test\" \"tcp://10.0.2.1:80\""),
      "Envoy access log: 198.51.100.7:0 /x 204 User-Agent=curl/8.0 Host=e.test "
      "X-Forwarded-For=198.51.100.7 ");
  EXPECT_EQ(
      recognised("[2024-01-09T12:00:00.310Z] \"GET /x HTTP/1.1\" 404 - via_upstream - \"-\" 0 "
                 "178 2 2 \"-\" \"curl/8.0\" \"84961386\" \"e.test\" \"10.44.1.27:80\" "
                 "inbound|8000 127.0.0.1:50502 10.44.1.27:80 10.44.1.23:37652 outbound"),
      "Istio access log: 10.44.1.23:37652 /x 404 User-Agent=curl/8.0 Host=e.test ");
  const std::string haproxy =
      "198.51.100.7:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 404 2750 - "
      "- "
      "---- 1/1/1/1/0 0/0 {e.test} {} \"GET /#22x#90#23 HTTP/1.1\"";
  EXPECT_EQ(recognised(haproxy), "HAProxy HTTP log: 198.51.100.7:33317 /\"x\x90# 404 ");
  EXPECT_EQ(recognise_syslog("<134>Feb  6 12:14:14 lb1 haproxy[14389]: " + haproxy + "\n", {},
                             [](std::string_view first, const Hints& hints) {
                               return recognise_access(first, hints);
                             })
                ->name,
            "HAProxy HTTP log in syslog");
}

TEST(AccessLog, OfNoFormatWeKnowIsNone) {
  for (const char* none :
       {"To be, or not to be\nthat is the question\n", "",
        "2024/01/09 12:00:00 [error] 7#7: *1 open() \"/x\" failed, client: 192.0.2.7, request: "
        "\"GET /x HTTP/1.1\", host: \"e.test\"\n",
        "[Tue Jan 09 12:00:00.1 2024] [core:error] [pid 7] [client 192.0.2.7:1] AH00037: x\n"})
    EXPECT_FALSE(recognise_access(none, {}).has_value()) << none;
}

TEST(AccessLog, AFormatThatIsGivenIsTriedFirst) {
  Hints hints;
  hints.log_format = R"(%t|%h|%r|%>s)";
  const std::string line = "[19/Jul/2001:10:00:01 +0000]|192.0.2.7|GET /x HTTP/1.0|404\n";
  EXPECT_EQ(recognise_access(line + "junk\njunk\n", hints)->name,
            "access log as --log-format says");
  EXPECT_EQ(recognise_access("192.0.2.7 - - " + std::string(kRequest) + "\n", hints)->name,
            "common access log")
      << "of several files only some may have it";
  EXPECT_FALSE(recognise_access("junk\n", hints).has_value());
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
