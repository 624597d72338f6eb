#include "plot/words.h"

#include <gtest/gtest.h>

namespace cordon::plot {
namespace {

TEST(Clean, TakesOutWhatDoesHarm) {
  EXPECT_EQ(clean("a\nb\tc\x1b[0m\x7f"), "a b c[0m");
  EXPECT_EQ(clean("\xe2\x80\xae"
                  "evil\xe2\x81\xa6"),
            "evil");  // direction of writing
  EXPECT_EQ(clean("\xff\xc0\xaf\xed\xa0\x80"), "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd");
  EXPECT_EQ(clean("gr\u00fc\u00df \u4e2d \U0001f600"), "gr\u00fc\u00df \u4e2d \U0001f600");
  EXPECT_EQ(clean("\xe4\xb8"), "\ufffd\ufffd");
  EXPECT_EQ(clean(std::string(5000, 'x')), std::string(kMostCharacters, 'x') + "…");
}

TEST(Columns, AreThoseOfATerminal) {
  EXPECT_EQ(columns("abc"), 3u);
  EXPECT_EQ(columns("\u4e2d\u6587"), 4u);
  EXPECT_EQ(columns("e\u0301"), 1u);
  EXPECT_EQ(cut_to_columns("abcdef", 4, "…"), "abc…");
  EXPECT_EQ(cut_to_columns("abcdef", 6, "…"), "abcdef");
  EXPECT_EQ(cut_to_columns("\u4e2d\u6587\u5b57", 4, "…"), "\u4e2d…");
  EXPECT_EQ(ascii_only("gr\u00fcn…"), "gr?n...");
}

TEST(Width, IsThatOfTheWidestUsualFont) {
  EXPECT_NEAR(text_width("0000", 10), 25.44, 0.01);
  EXPECT_EQ(text_width("", 10), 0);
  const std::string cut = cut_to_width("infected hosts of the fleet", 12, 80);
  EXPECT_LE(text_width(cut, 12), 80);
  EXPECT_EQ(cut, "infected ho…");
}

TEST(Wrapped, BreaksAtSpacesAndCutsTheRest) {
  EXPECT_EQ(wrapped("one two three", 10, 50, 5), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrapped("one two three four", 10, 50, 2).size(), 2u);
  EXPECT_EQ(wrapped("  ", 10, 50, 2).size(), 0u);
  for (const std::string& line : wrapped(std::string(300, 'w') + " x", 10, 50, 3))
    EXPECT_LE(text_width(line, 10), 50);
}

}  // namespace
}  // namespace cordon::plot
