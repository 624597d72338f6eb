#include "rules/log_sight.h"

#include <gtest/gtest.h>

namespace cordon::rules {
namespace {

RuleSet rules_of(const std::string& options) {
  auto rules = RuleSet::compile(
      {{"test", "alert http any any -> any any (msg:\"m\"; " + options + " sid:1;)\n"}}, {});
  EXPECT_TRUE(rules.errors().empty()) << rules.errors().front().message();
  return rules;
}
bool sees(const std::string& options) { return LogSight(rules_of(options)).sees(0); }

TEST(LogSight, SeesWhatARequestLineHolds) {
  EXPECT_TRUE(sees("http.uri; content:\"root.exe\";"));
  EXPECT_TRUE(sees("http.method; content:\"SEARCH\"; http.uri; content:!\"index\";"));
  EXPECT_TRUE(sees("http.user_agent; content:\"zgrab\";"));
  EXPECT_TRUE(sees("http.stat_code; content:\"404\";"));
}

TEST(LogSight, IsBlindToWhatNoLogHolds) {
  EXPECT_FALSE(sees("content:\"payload\";"));
  EXPECT_FALSE(sees("http.response_body; content:\"x\";"));
  EXPECT_FALSE(sees("http.uri; content:\"a\"; http.header_names; content:!\"Referer\";"));
  EXPECT_FALSE(sees("http.uri; content:\"a\"; http.cookie; content:!\"session\";"))
      << "a log that leaves cookies out would satisfy it";
}

std::size_t places(const std::string& options, std::string_view line) {
  const RuleSet rules = rules_of(options);
  const LogSight sight(rules);
  EXPECT_TRUE(sight.sifts());
  match::Scratch scratch;
  scratch.fit(sight.literals());
  std::vector<std::uint32_t> ends;
  sight.literals().scan_places(bytes_of(line), scratch, ends);
  return ends.size();
}

TEST(LogSight, FindsItsLiteralsInRawLines) {
  const std::string rule = "http.uri; content:\"/scripts/root.exe\"; nocase;";
  EXPECT_EQ(places(rule, "\"GET /SCRIPTS/root.exe?/c+dir HTTP/1.0\" 404"), 1u);
  EXPECT_EQ(places(rule, "\"GET /index.html HTTP/1.0\" 200"), 0u);
  EXPECT_EQ(places(rule, "\"GET /\\x90\" 200"), 1u) << "escaped: it has to be taken apart";
  EXPECT_EQ(places("http.user_agent; content:\"Some Agent|20|Here\"; nocase;", "\"some+agent+here\""), 1u);
  EXPECT_EQ(places("flow:to_server; http.header; content:\"User-Agent|3a| zgrab\";",
                   "\"-\" \"zgrab/0.x\""),
            1u);
}

TEST(LogSight, DoesNotSiftForWhatHasNoLiteral) {
  const RuleSet rules = rules_of("http.uri; pcre:\"/a.b/\";");
  EXPECT_FALSE(LogSight(rules).sifts());
}

}  // namespace
}  // namespace cordon::rules
