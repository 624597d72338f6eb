// Files of Zeek's: their headers, rows that were cut, and real ones.
#include <gtest/gtest.h>

#include <filesystem>

#include "logs/zeek_for_test.h"
#include "logs/zeek_json.h"

namespace cordon::logs {
namespace {

TEST(Zeek, AHeaderMayHaveOtherSeparators) {
  const KeptEntry kept =
      one("#separator \\x7c\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|NONE\n#path|http\n"
          "#fields|ts|id.orig_h|id.orig_p|id.resp_h|id.resp_p|method|host|uri|referrer|user_agent|"
          "status_code|proxied\n"
          "1704801600.25|198.51.100.7|51234|192.0.2.80|80|GET|NONE|/a\\x7cb|EMPTY|-|404|"
          "A -> b;X-FORWARDED-FOR -> 203.0.113.9\n",
          "Zeek http");
  expect_parties(kept);
  EXPECT_EQ(kept.target, "/a|b");
  EXPECT_EQ(kept.headers.size(), 2u) << "a user agent \"-\", and who was forwarded for";
  EXPECT_EQ(kept.header("X-Forwarded-For"), "203.0.113.9");
}

TEST(Zeek, FilesThatWereJoinedHaveTheirHeadersAgain) {
  const std::string http = tsv("http", "method uri status_code", "GET /x 404");
  const std::string conn = tsv("conn", "proto conn_state", "tcp S0");
  const Read both = read(http + conn + http);
  ASSERT_EQ(both.entries.size(), 3u);
  EXPECT_EQ(both.entries[1].entry.outcome, event::Outcome::unanswered);
  EXPECT_EQ(both.entries[2].target, "/x");
  EXPECT_EQ(both.verdicts.bad, 0u);
}

TEST(Zeek, OfARowThatWasCutOnlyWhatIsSureIsTold) {
  const std::string http = tsv("http", "method uri status_code user_agent", "GET /default.ida?NNN");
  const Read cut = read(http);
  EXPECT_EQ(cut.verdicts.cut, 1u);
  EXPECT_EQ(cut.entries.at(0).target, "/default.ida?NNN");
  const Read flow = read(tsv("conn", "proto conn_state resp_pkts resp_bytes", "tcp S"));
  EXPECT_EQ(flow.verdicts.bad, 1u) << "S0, or S1?";
  const std::string object = json(R"("method":"GET","uri":"/default.ida?NNN","status_code":404)");
  Gathered gathered;
  ZeekJsonParser parser(zeek_log("http"));
  EXPECT_EQ(parser.read(object.substr(0, object.find("NNN") + 2), gathered), Verdict::cut);
  EXPECT_EQ(gathered.all.at(0).target, "/default.ida?NN");
}

TEST(Zeek, ALogOfAnothersWithItsNameIsNone) {
  const std::string caddy =
      R"({"ts":1704801600.25,"request":{"remote_ip":"198.51.100.7","method":"GET","uri":"/x"},)"
      R"("status":404})"
      "\n";
  EXPECT_EQ(read(caddy, "http.log").format, "access log, JSON");
  EXPECT_EQ(read("{\"ts\":1,\"uid\":\"u\",\"a\":\"b\"}\n").format, "");
  EXPECT_EQ(read("#fields: none\n1\n").format, "");
  EXPECT_EQ(read(tsv("conn", "proto conn_state", "tcp")).verdicts.bad, 1u);
  EXPECT_EQ(read("#separator \\x09\nno fields\n", "conn.log").verdicts.bad, 1u);
}

TEST(Zeek, ReadsEveryRowOfRealOnes) {
  const std::filesystem::path folder = CORDON_SHARED "/data/zeek";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared data";
  std::size_t files = 0, told = 0;
  for (const auto& at : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = at.path().filename();
    if (!at.is_regular_file() || name.find(".log") == std::string::npos ||
        name.starts_with("wanna"))
      continue;
    const std::string text = file_text(at.path());
    auto format = recognise(std::string_view(text).substr(0, kFirstBytes), {"", "", name});
    ASSERT_TRUE(format && *format) << at.path();
    EXPECT_TRUE((*format)->name.starts_with("Zeek ")) << at.path() << (*format)->name;
    Gathered gathered;
    const Verdicts verdicts = read_lines(*(*format)->parser, text, gathered);
    EXPECT_EQ(verdicts.bad + verdicts.cut, 0u) << at.path();
    told += verdicts.told;
    ++files;
  }
  EXPECT_GE(files, 25u);
  EXPECT_GT(told, 18'000u);
}

}  // namespace
}  // namespace cordon::logs
