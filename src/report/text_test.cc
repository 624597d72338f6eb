#include "report/text.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "report/explain.h"
#include "report/page.h"
#include "report/sample.h"

namespace cordon::report {
namespace {

std::string page(bool colour = false) {
  return text_of(sample_outcome(), strain::Catalogue({}), {colour, false});
}

TEST(Text, IsReadableAtEightyColumns) {
  const std::string text = page();
  for (const auto line : split(text, '\n')) EXPECT_LE(width_of(line), kColumns) << line;
}

TEST(Text, DrawsTheTreeFromTheAttackerDown) {
  const std::string text = page();
  const auto outside = text.find("203.0.113.7"), first = text.find("└─ 10.20.0.1"),
             second = text.find("   └─ 10.20.0.2");
  EXPECT_LT(outside, first);
  EXPECT_LT(first, second);
  EXPECT_NE(second, std::string::npos);
}

TEST(Text, IsTheSameWithAndWithoutColours) {
  std::string coloured = page(true), plain;
  bool escape = false;
  for (const char c : coloured) {
    escape = escape || c == '\x1b';
    if (!escape) plain += c;
    if (c == 'm') escape = false;
  }
  EXPECT_EQ(plain, page());
}

TEST(Text, AnswersInTheOrderThatOneAsks) {
  const std::string text = page();
  std::size_t last = 0;
  for (const char* part : {"OUTBREAK", "hosts are infected", "Patient zero", "Who is infected",
                           "Why we say so", "Attacked, and not", "What was not seen"}) {
    const auto at = text.find(part, last);
    ASSERT_NE(at, std::string::npos) << part;
    last = at;
  }
}

TEST(Text, SaysSoWhereNothingWasFound) {
  pipeline::Outcome outcome;
  EXPECT_NE(text_of(outcome, strain::Catalogue({}), {}).find("No outbreak was found"),
            std::string::npos);
}

TEST(Explanation, ShowsFramesAndBytesAndKeepsTheTerminalSafe) {
  const std::string text = explanation_of(sample_host(1), sample_outcome(), false);
  EXPECT_NE(text.find("0000  47 45 54 20"), std::string::npos);
  EXPECT_NE(text.find("frame 1"), std::string::npos);
  EXPECT_NE(text.find("rule 7"), std::string::npos);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Proof, IsTheFramesOfTheEvidence) {
  const auto outcome = sample_outcome();
  EXPECT_EQ(proof_of(std::nullopt, outcome.account),
            (std::vector<evidence::Origin>{{0, 1}, {0, 9}}));
  EXPECT_EQ(proof_of(sample_host(2), outcome.account), (std::vector<evidence::Origin>{{0, 9}}));
}

}  // namespace
}  // namespace cordon::report
