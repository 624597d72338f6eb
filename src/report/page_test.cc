#include "report/page.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace cordon::report {
namespace {

TEST(Page, WrapsAtEightyColumnsAndHangs) {
  Page page(false);
  std::string words;
  for (int i = 0; i < 60; ++i) words += "word ";
  page.paragraph(words, 2, 4);
  for (const auto line : split(page.text(), '\n')) EXPECT_LE(line.size(), kColumns);
  EXPECT_EQ(page.text().substr(0, 7), "  word ");
  EXPECT_NE(page.text().find("\n      word"), std::string::npos);
}

TEST(Page, PutsNoEscapesWhereNoColoursAreWanted) {
  EXPECT_EQ(Page(false).inked(Ink::red, "x"), "x");
  EXPECT_EQ(Page(true).inked(Ink::red, "x"), "\x1b[31;1mx\x1b[0m");
}

TEST(Page, CountsWhatATerminalShows) {
  EXPECT_EQ(width_of("└─ x"), 4u);
  EXPECT_EQ(width_of("\x1b[31;1mred\x1b[0m"), 3u);
  EXPECT_EQ(padded("└─", 4), "└─  ");
}

}  // namespace
}  // namespace cordon::report
