#include "logs/w3c.h"

#include <gtest/gtest.h>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

TEST(W3c, ReadsWhatItsFieldsSayAndTheyMayChange) {
  const std::string text =
      "#Software: Microsoft Internet Information Services 8.5\r\n#Date: 2016-01-10 00:07:26\r\n"
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port c-ip cs(User-Agent) "
      "cs(Cookie) X-Forwarded-For sc-status sc-bytes cs-bytes cs-host\r\n"
      "2016-01-10 00:07:26 192.0.2.1 GET /a.asp id=1+2 80 198.51.100.2 Mozilla/4.0+(x;+y) k=v "
      "203.0.113.9 404 1703 279 www.example.org\r\n"
      "#Date: 2016-01-11 00:00:00\r\n#Fields: time c-ip cs-method cs-uri-stem cs-uri-query\r\n"
      "00:00:01 2001:db8::2 GET /b -\r\n";
  const auto format = recognise_w3c(text, {});
  ASSERT_TRUE(format.has_value());
  Gathered gathered;
  const Verdicts verdicts = read_lines(*format->parser, text, gathered);
  EXPECT_EQ(verdicts.told, 2u);
  EXPECT_EQ(verdicts.bad + verdicts.cut, 0u);
  ASSERT_EQ(gathered.all.size(), 2u);
  const KeptEntry& first = gathered.all[0];
  EXPECT_EQ(rfc3339(first.entry.time), "2016-01-10T00:07:26.000000Z");
  EXPECT_EQ(first.entry.server.text(), "192.0.2.1:80");
  EXPECT_EQ(first.entry.client.text(), "198.51.100.2:0");
  EXPECT_EQ(first.target, "/a.asp?id=1+2");
  EXPECT_EQ(first.header("User-Agent"), "Mozilla/4.0 (x; y)");
  EXPECT_EQ(first.header("Cookie"), "k=v");
  EXPECT_EQ(first.header("X-Forwarded-For"), "203.0.113.9");
  EXPECT_EQ(first.header("Host"), "www.example.org");
  EXPECT_EQ(first.entry.status, 404);
  EXPECT_EQ(first.entry.response_bytes, 1703u);
  EXPECT_EQ(first.entry.request_bytes, 279u);
  const KeptEntry& second = gathered.all[1];
  EXPECT_EQ(rfc3339(second.entry.time), "2016-01-11T00:00:01.000000Z");
  EXPECT_EQ(second.target, "/b");
  EXPECT_EQ(second.entry.status, 0);
}

TEST(W3c, CountsBadLinesAndOutlivesZerosAndHugeOnes) {
  W3cParser parser;
  Gathered gathered;
  EXPECT_EQ(parser.read("2016-01-10 x", gathered), Verdict::bad) << "before any #Fields";
  parser.read("#Fields: date time c-ip cs-method cs-uri-stem cs(User-Agent) sc-status", gathered);
  const std::string good = "2016-01-10 00:07:26 192.0.2.1 GET /a b 200";
  EXPECT_EQ(parser.read(std::string(300, '\0') + good, gathered), Verdict::told);
  EXPECT_EQ(parser.read(good.substr(0, 36), gathered), Verdict::cut);
  EXPECT_EQ(parser.read("2016-01-10 00:07:26 nobody GET /a b 200", gathered), Verdict::bad);
  EXPECT_EQ(parser.read("2016-01-10 00:07:26 192.0.2.1 GET /a b 20000000000000000000000", gathered),
            Verdict::bad);
  EXPECT_EQ(
      parser.read("2016-01-10 00:07:26 192.0.2.1 GET /" + std::string(1 << 20, '+') + " b 200",
                  gathered),
      Verdict::told);
  EXPECT_EQ(parser.read("\"\"\"\"\"", gathered), Verdict::bad);
}

constexpr std::string_view kFields =
    "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent) "
    "cs(Referer)\n";

KeptEntry row(std::string_view text, std::string_view fields = kFields) {
  W3cParser parser;
  Gathered gathered;
  const Verdicts verdicts =
      read_lines(parser, std::string(fields) + std::string(text) + "\n", gathered);
  EXPECT_EQ(verdicts.told, 1u) << text;
  return gathered.all.empty() ? KeptEntry{} : gathered.all.front();
}

TEST(W3c, AQuoteThatAClientSentHidesNothing) {
  const KeptEntry iis =
      row("2024-01-09 12:00:00 192.0.2.7 GET /scripts/root.exe /c+dir&\"x 404 \"a y\"");
  EXPECT_EQ(iis.target, "/scripts/root.exe?/c+dir&\"x");
  EXPECT_EQ(iis.entry.status, 404);
  EXPECT_EQ(iis.header("User-Agent"), "\"a");
  EXPECT_EQ(iis.header("Referer"), "y\"");
  const KeptEntry quoted =
      row("2024-01-09 12:00:00 192.0.2.7 GET /x - 404 \"a b \"\"c\"\" d\" \"-\"");
  EXPECT_EQ(quoted.header("User-Agent"), "a b \"\"c\"\" d");
  EXPECT_EQ(quoted.header("Referer"), "");
}

TEST(W3c, BelievesAProxyOfOursOnly) {
  const auto client = [](std::string_view peer) {
    return row("2024-01-09 12:00:00 " + std::string(peer) + " GET /x 203.0.113.9,+198.51.100.4",
               "#Fields: date time c-ip cs-method cs-uri-stem X-Forwarded-For\n")
        .entry.client.text();
  };
  EXPECT_EQ(client("10.0.0.1"), "198.51.100.4:0");
  EXPECT_EQ(client("192.0.2.1"), "192.0.2.1:0");
}

TEST(IisNative, ReadsItsFifteenFields) {
  const std::string text =
      "192.0.2.1, -, 03/20/01, 7:55:20, W3SVC2, SERVER, 198.51.100.3, 4502, 163, 3223, 200, 0, "
      "GET, "
      "/x.gif, -,\r\n"
      "192.0.2.1, -, 03/20/01, 7:55:21, W3SVC2, SERVER, 198.51.100.3, 4502, 163, 3223, 404, 0, "
      "GET, "
      "/default.ida, XXXX,\r\n";
  const auto format = recognise_iis_native(text, {});
  ASSERT_TRUE(format.has_value());
  Gathered gathered;
  EXPECT_EQ(read_lines(*format->parser, text, gathered).told, 2u);
  EXPECT_EQ(rfc3339(gathered.all[0].entry.time), "2001-03-20T07:55:20.000000Z");
  EXPECT_EQ(gathered.all[0].entry.server.text(), "198.51.100.3:0");
  EXPECT_EQ(gathered.all[0].sensor, "SERVER");
  EXPECT_EQ(gathered.all[1].target, "/default.ida?XXXX");
  EXPECT_EQ(gathered.all[1].entry.request_bytes, 163u);
  for (const char* none : {"", "a, b, c\n", "#Fields: date c-ip\n", "ts,sa,da\n1,2,3\n"})
    EXPECT_FALSE(recognise_iis_native(none, {}).has_value());
  for (const char* none : {"", "#fields\tts\tuid\n", "#Fields: \n", "GET /\n"})
    EXPECT_FALSE(recognise_w3c(none, {}).has_value());
}

TEST(W3c, ReadsTheRealLogsWhole) {
  const std::string folder = std::string(CORDON_SHARED) + "/data/logs/iis/";
  if (file_text(folder + "ex010320.log").empty()) GTEST_SKIP() << "no shared data";
  struct File {
    const char* name;
    std::size_t requests;
  };
  for (const File& file :
       {File{"u_ex160110.log", 28}, File{"u_ex100815.log", 16}, File{"ex960101.log", 5},
        File{"ex031118.log", 4}, File{"ex010320.log", 2}}) {
    const std::string text = file_text(folder + file.name);
    const bool native = std::string_view(file.name) == "ex010320.log";
    const auto format = native ? recognise_iis_native(text, {}) : recognise_w3c(text, {});
    ASSERT_TRUE(format.has_value()) << file.name;
    Gathered gathered;
    const Verdicts verdicts = read_lines(*format->parser, text, gathered);
    EXPECT_EQ(gathered.all.size(), file.requests) << file.name;
    EXPECT_EQ(verdicts.bad, 0u) << file.name;
    for (const KeptEntry& kept : gathered.all) {
      EXPECT_NE(kept.entry.time, kNoTime);
      EXPECT_FALSE(kept.entry.client.address.is_unspecified());
      EXPECT_TRUE(kept.target.starts_with("/")) << kept.target;
    }
  }
}

}  // namespace
}  // namespace cordon::logs
