#include "logs/units.h"

#include <gtest/gtest.h>

#include <algorithm>

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

// A stream that gives a few bytes at a time, as pipes do.
class Trickle final : public source::ByteStream {
 public:
  Trickle(std::string_view text, std::size_t step) : rest_(text), step_(step) {}
  std::size_t read(std::span<std::uint8_t> room) override {
    const std::size_t size = std::min({room.size(), rest_.size(), step_});
    std::copy_n(rest_.begin(), size, room.begin());
    rest_.remove_prefix(size);
    return size;
  }
  std::uint64_t taken() const override { return 0; }
  std::string trouble() const override { return {}; }

 private:
  std::string_view rest_;
  std::size_t step_;
};

struct Kept {
  std::string bytes;
  std::uint64_t number;
  bool cut;
  bool operator==(const Kept&) const = default;
};
std::vector<Kept> kept_of(const std::string& text, Framing framing, std::size_t step) {
  Units units(std::make_unique<Trickle>(text, step), framing, nullptr);
  std::vector<Kept> all;
  for (Unit unit; units.next(unit);)
    all.push_back({std::string(unit.bytes.substr(0, 50)) + std::to_string(unit.bytes.size()),
                   unit.number, unit.cut});
  return all;
}

TEST(Units, AreTheSameHoweverTheFileComes) {
  const std::string about = std::string(kMostUnit - 1, 'x');
  const std::string lines = "a\n" + about + "\n" + about + "y\n" + about + "yz\n" + about +
                            "yzz\r\n" + std::string(kMostUnit + 2 * kBlock, 'q') + "\nb\r\n\n" +
                            about + "12";
  const auto whole = kept_of(lines, Framing::lines, lines.size());
  ASSERT_EQ(whole.size(), 9u);
  EXPECT_FALSE(whole[2].cut);
  EXPECT_TRUE(whole[3].cut);
  EXPECT_EQ(whole[6], (Kept{"b1", 7, false}));
  for (const std::size_t step : {1000u, 65536u, 300000u})
    EXPECT_EQ(kept_of(lines, Framing::lines, step), whole) << step;
  const std::string objects = "[{\"a\":1},\n{\"a\":\"" + about + "\"},\n {\"b\":[" +
                              std::string(2 * kMostUnit, '[') + "\n{\"c\":\"}\"}\n{\"d\":";
  const auto all = kept_of(objects, Framing::json_objects, objects.size());
  ASSERT_EQ(all.size(), 5u);
  EXPECT_TRUE(all[1].cut && all[2].cut && all[4].cut);
  EXPECT_EQ(all[3], (Kept{"{\"c\":\"}\"}9", 4, false})) << "a damaged one does not hide the next";
  for (const std::size_t step : {1000u, 65536u, 300000u})
    EXPECT_EQ(kept_of(objects, Framing::json_objects, step), all) << step;
}

TEST(Units, AnObjectTooLongCostsItsLengthOnce) {
  // Each bracket opens an object that does not end; to try them one by one would take hours.
  std::string nested;
  for (std::size_t i = 0; i < 4 * kMostUnit / 5; ++i) nested += "{\"a\":";
  const auto units = kept_of(nested, Framing::json_objects, 1 << 20);
  EXPECT_EQ(units.size(), 1u);
}

TEST(Units, LosesMarksAndZerosBeforeALine) {
  std::vector<std::string> lines;
  const std::string text =
      "\xEF\xBB\xBF"
      "first\n" +
      std::string(3, '\0') +
      "second\n\xEF\xBB\xBF"
      "third\r";
  units_of(text, Framing::lines, lines);
  EXPECT_EQ(lines, (std::vector<std::string>{"first", "second", "third"}));
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
