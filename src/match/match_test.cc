#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "match/literals.h"
#include "match/regex.h"

namespace cordon::match {
namespace {

TEST(PatternSet, FindsTheSameLiteralsAsLookingForEachAlone) {
  Random random(1);
  const auto word = [&](std::size_t most) {
    std::string text;
    for (std::size_t n = 1 + random.below(most); n > 0; --n) text += "aAbB"[random.below(4)];
    return text;
  };
  for (int round = 0; round < 20; ++round) {
    std::vector<Literal> literals;
    for (std::uint32_t id = 0; id < 30; ++id) literals.push_back({word(6), false, id});
    const auto set = PatternSet::compile(literals);
    ASSERT_TRUE(set);
    Scratch scratch;
    scratch.fit(*set);
    const std::string text = word(60);
    std::vector<std::uint32_t> ids;
    set->scan(bytes_of(text), scratch, ids);
    for (const Literal& literal : literals)
      EXPECT_EQ(std::count(ids.begin(), ids.end(), literal.id),
                text.find(literal.bytes) != std::string::npos)
          << literal.bytes << " in " << text;
  }
}

TEST(PatternSet, HonoursCaseAndBytesThatAreNotText) {
  const auto set = PatternSet::compile({{"CMD", true, 1}, {std::string("\0\n*", 3), false, 2}});
  ASSERT_TRUE(set);
  Scratch scratch;
  scratch.fit(*set);
  std::vector<std::uint32_t> ids;
  set->scan(bytes_of(std::string_view("cmd.exe\0\n*", 10)), scratch, ids);
  EXPECT_EQ(ids, (std::vector<std::uint32_t>{1, 2}));
}

TEST(Regex, FindsSpansAndRefusesWhatIsNoPattern) {
  const auto regex = Regex::compile("b+", {});
  ASSERT_TRUE(regex);
  RegexScratch scratch;
  const auto found = regex->search(bytes_of("aabbba"), 0, scratch);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->begin, 2U);
  EXPECT_EQ(found->end, 5U);
  EXPECT_FALSE(regex->search({}, 0, scratch));
  EXPECT_FALSE(Regex::compile("(", {}));
}

TEST(Regex, GivesUpOnAPatternThatBacktracksForEver) {
  const auto regex = Regex::compile("^(a+)+$", {});
  ASSERT_TRUE(regex);
  RegexScratch scratch;
  EXPECT_FALSE(regex->search(bytes_of(std::string(60, 'a') + "!"), 0, scratch));
}

}  // namespace
}  // namespace cordon::match
