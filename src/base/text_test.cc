#include "base/text.h"

#include <gtest/gtest.h>

namespace cordon {
namespace {

TEST(Text, PrintableKeepsATerminalSafe) {
  EXPECT_EQ(printable(bytes_of("GET /\r\n\x1b[31m\\")), "GET /\\r\\n\\x1b[31m\\\\");
  EXPECT_EQ(printable(bytes_of("NNNNNN"), 3), "NNN...");
}

TEST(Text, HexDumpShowsOffsetHexAndText) {
  const auto lines = hex_dump(bytes_of("GET /default.ida?NNNN"));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], "0000  47 45 54 20 2f 64 65 66  61 75 6c 74 2e 69 64 61  GET /default.ida");
  EXPECT_EQ(lines[1].substr(0, 6), "0010  ");
  EXPECT_EQ(lines[1].size(), lines[0].size() - 11);
}

TEST(Text, SizesAndNumbers) {
  EXPECT_EQ(size_text(12), "12 B");
  EXPECT_EQ(size_text(17000), "17 kB");
  EXPECT_EQ(size_text(1350000000), "1.35 GB");
  EXPECT_EQ(size_text(999999), "1.00 MB");
  EXPECT_EQ(grouped(7), "7");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

TEST(Text, NearestForgivesALetterInThree) {
  const std::vector<std::string> words{"theta0", "theta1", "alpha", "benign_for"};
  EXPECT_EQ(nearest("thetta0", words), "theta0");
  EXPECT_EQ(nearest("benignfor", words), "benign_for");
  EXPECT_EQ(nearest("walks", words), "");
  EXPECT_EQ(nearest("", words), "");
}

TEST(Text, SplitsAndTrims) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(trimmed(" \t x y\r\n"), "x y");
  EXPECT_EQ(trimmed("  "), "");
  EXPECT_EQ(lowered("GeT"), "get");
}

}  // namespace
}  // namespace cordon
