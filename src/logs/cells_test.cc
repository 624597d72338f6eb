#include "logs/cells.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

std::vector<std::string> cells_of(std::string_view line, char delimiter = ',') {
  Cells cells;
  cells.split(line, delimiter);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < cells.size(); ++i) all.emplace_back(cells[i]);
  return all;
}
using Texts = std::vector<std::string>;

// Slow and obvious: what split() does with lines that have no quote.
Texts twin(std::string_view line, char delimiter) {
  Texts all(1);
  for (const char c : line) {
    if (c == delimiter)
      all.emplace_back();
    else
      all.back() += c;
  }
  for (std::string& cell : all) {
    while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t')) cell.erase(0, 1);
    while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t')) cell.pop_back();
  }
  return all;
}

TEST(Cells, AreSplitAsTheTwinDoes) {
  std::uint64_t seed = 1;
  const auto next = [&seed] { return seed = seed * 6364136223846793005 + 1442695040888963407; };
  for (int round = 0; round < 5000; ++round) {
    std::string line;
    for (std::size_t length = next() >> 58; length > 0; --length)
      line += ",;|, ab\x2d\xac\0"[(next() >> 40) % 11];
    for (const char delimiter : {',', ';', '|'})
      ASSERT_EQ(cells_of(line, delimiter), twin(line, delimiter)) << line;
  }
}

TEST(Cells, LoseTheirQuotesAsTheRfcSays) {
  EXPECT_EQ(cells_of("a,\"b,c\",\"d \"\"e\"\"\""), (Texts{"a", "b,c", "d \"e\""}));
  EXPECT_EQ(cells_of("\"\",\"\"\"\","), (Texts{"", "\"", ""}));
  EXPECT_EQ(cells_of("x\"y, \"z\" ,"), (Texts{"x\"y", "z\" ,"})) << "a quote amid text";
  Cells cells;
  EXPECT_FALSE(cells.split("a,\"b,c", ','));
  EXPECT_EQ(cells[1], "b,c");
  EXPECT_TRUE(cells.split("\"a\\\",\"b\"", ',', Cells::Quotes::doubled));
  EXPECT_EQ(cells[0], "a\\");
  EXPECT_TRUE(cells.split("\"a\\\",\",b", ',', Cells::Quotes::escaped));
  EXPECT_EQ(cells[0], "a\\\",");
}

TEST(Cells, EndAtTheirBound) {
  Cells cells;
  cells.split(std::string(1 << 20, ','), ',');
  EXPECT_LE(cells.size(), kMostCells);
  EXPECT_EQ(cells[kMostCells + 5], "");
}

TEST(Cells, HoldNumbersThatFit) {
  EXPECT_EQ(read_count("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(read_count("00000000000000000000000000000001"), 1u);
  for (const char* none :
       {"", "-1", "+1", "1 ", "18446744073709551616", "1e3", "99999999999999999999"})
    EXPECT_EQ(read_count(none), std::nullopt) << none;
  EXPECT_EQ(read_port("65535"), 65535);
  EXPECT_EQ(read_port("0x01bb"), 443);
  for (const char* none : {"", "65536", "0x", "0x10000", "-1", "0x-1"})
    EXPECT_EQ(read_port(none), std::nullopt) << none;
  EXPECT_EQ(read_seconds_as_ns("1.25"), 1'250'000'000);
  EXPECT_EQ(read_seconds_as_ns("0.0000000019"), 1);
  for (const char* none : {"", ".5", "-1", "1.x", "999999999999"})
    EXPECT_EQ(read_seconds_as_ns(none), std::nullopt) << none;
}

TEST(Cells, HoldAddressesOfBothFamilies) {
  const auto text = [](std::string_view of) {
    const auto address = read_address(of);
    return address ? address->text() : "none";
  };
  EXPECT_EQ(text("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(text("[2001:db8::1]"), "2001:db8::1");
  EXPECT_EQ(text("fe80::1%eth0"), "fe80::1");
  for (const char* none : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "1.2.3.", "host", "::g",
                           "00:00:00:00:00:00", "1.2.3.0004"})
    EXPECT_EQ(text(none), "none") << none;
}

}  // namespace
}  // namespace cordon::logs
