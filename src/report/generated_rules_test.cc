#include "report/generated_rules.h"

#include <gtest/gtest.h>

namespace cordon::report {
namespace {

trace::Outbreak outbreak() {
  trace::Outbreak outbreak;
  outbreak.strain = "unknown.tcp.80";
  evidence::GeneratedRule rule;
  rule.variant = "unknown.tcp.80.1";
  rule.rule = "alert tcp any any -> any 80 (content:\"x\"; sid:9100320;)";
  rule.covered = 9;
  rule.suspicious = 10;
  rule.clean = 200;
  rule.like_strain = "codered.v2";
  rule.likeness = "its filler is another";
  outbreak.rules = {rule};
  return outbreak;
}

TEST(GeneratedRules, ThePageTellsBothCountsAndTheLikeness) {
  Page page(false);
  put_generated_rules(outbreak(), page);
  EXPECT_NE(page.text().find("9 of 10 flows of the worm, 0 of 200 others"), std::string::npos);
  EXPECT_NE(page.text().find("A variant of codered.v2"), std::string::npos);
}

TEST(GeneratedRules, WhereThereIsNoneItSaysWhy) {
  trace::Outbreak none;
  none.no_rule = "nothing in common";
  Page page(false);
  put_generated_rules(none, page);
  EXPECT_NE(page.text().find("None: nothing in common"), std::string::npos);
}

TEST(GeneratedRules, TheFileHasTheRulesOnLinesOfTheirOwn) {
  trace::Account account;
  account.outbreaks = {outbreak()};
  const std::string text = rule_file_of(account);
  EXPECT_NE(text.find("\nalert tcp any any"), std::string::npos);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    EXPECT_TRUE(line.starts_with('#') || line.starts_with("alert ")) << line;
    at = end + 1;
  }
}

}  // namespace
}  // namespace cordon::report
