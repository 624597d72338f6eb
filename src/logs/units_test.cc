#include "logs/units.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

std::vector<Unit> units_of(const std::string& text, Framing framing, std::vector<std::string>& kept,
                           Sieve* sieve = nullptr) {
  Units units(source::memory_stream(bytes_of(text)), framing, sieve);
  std::vector<Unit> all;
  for (Unit unit; units.next(unit);) {
    kept.emplace_back(unit.bytes);
    all.push_back(unit);
  }
  return all;
}

TEST(Units, LinesAreNumberedAndLoseTheirEnds) {
  std::vector<std::string> lines;
  const auto units = units_of("a\r\nb\n\nlast", Framing::lines, lines);
  EXPECT_EQ(lines, (std::vector<std::string>{"a", "b", "", "last"}));
  ASSERT_EQ(units.size(), 4u);
  EXPECT_EQ(units[3].number, 4u);
}

TEST(Units, LinesThatLieAcrossBlocksAreWhole) {
  std::string text;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < 4000; ++i) {
    expected.push_back(std::string(1 + i * 7 % 900, static_cast<char>('a' + i % 26)));
    text += expected.back() + "\n";
  }
  ASSERT_GT(text.size(), 4 * kBlock);
  std::vector<std::string> lines;
  units_of(text, Framing::lines, lines);
  EXPECT_EQ(lines, expected);
}

TEST(Units, ALineWithoutEndIsCutAndPassedOver) {
  const std::string text = "first\n" + std::string(2 * kMostUnit, 'x') + "\nlast\n";
  std::vector<std::string> lines;
  const auto units = units_of(text, Framing::lines, lines);
  ASSERT_EQ(units.size(), 3u);
  EXPECT_TRUE(units[1].cut);
  EXPECT_LE(lines[1].size(), kMostUnit);
  EXPECT_EQ(lines[2], "last");
  EXPECT_EQ(units[2].number, 3u);
}

TEST(Units, ObjectsAreTakenOutOfAnArray) {
  std::vector<std::string> objects;
  const auto units = units_of("[\n  {\"a\": \"}\\\"\", \"b\": [1, {}]},\n  {\n \"c\": 1}\n]\n",
                              Framing::json_objects, objects);
  EXPECT_EQ(objects,
            (std::vector<std::string>{"{\"a\": \"}\\\"\", \"b\": [1, {}]}", "{\n \"c\": 1}"}));
  EXPECT_EQ(units[0].number, 2u);
  EXPECT_EQ(units[1].number, 3u);
  objects.clear();
  const auto cut = units_of("[{\"a\":1},{\"b\":", Framing::json_objects, objects);
  ASSERT_EQ(cut.size(), 2u);
  EXPECT_TRUE(cut[1].cut);
}

class LooksForX final : public Sieve {
 public:
  void sift(Bytes lines, std::vector<std::uint32_t>& ends) override {
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i] == 'X') ends.push_back(static_cast<std::uint32_t>(i + 1));
  }
  bool catches(std::string_view text) override { return text.find('X') != std::string_view::npos; }
};

TEST(Units, TheSieveMarksJustTheLinesThatItHits) {
  std::string text;
  for (std::size_t i = 0; i < 3000; ++i)
    text += std::string(i * 13 % 700, '.') + (i % 7 == 3 ? "X" : "") + "\n";
  text += "X at the end";
  std::vector<std::string> lines;
  LooksForX sieve;
  const auto units = units_of(text, Framing::lines, lines, &sieve);
  for (std::size_t i = 0; i < units.size(); ++i)
    EXPECT_EQ(units[i].may_match, lines[i].find('X') != std::string::npos) << i;
}

}  // namespace
}  // namespace cordon::logs
