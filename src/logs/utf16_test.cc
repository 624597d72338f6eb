#include "logs/utf16.h"

#include <gtest/gtest.h>

#include <array>

namespace cordon::logs {
namespace {

// As UTF-16 of either order, with its mark.
std::string utf16(std::u16string_view text, bool little) {
  std::string bytes;
  const auto put = [&](char16_t unit) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xff);
    bytes.push_back(little ? low : high);
    bytes.push_back(little ? high : low);
  };
  put(0xfeff);
  for (const char16_t unit : text) put(unit);
  return bytes;
}

std::string read(const std::string& bytes, std::size_t step) {
  const auto stream = utf8_of_utf16(source::memory_stream(bytes_of(bytes)));
  std::vector<std::uint8_t> room(step);
  std::string text;
  while (const std::size_t got = stream->read(room)) text += text_of(Bytes(room).first(got));
  return text;
}

TEST(Utf16, OfEitherOrderIsRead) {
  constexpr std::u16string_view kText = u"GET /caf\u00e9 \u20ac \U0001F41B\n";
  for (const bool little : {true, false}) {
    const std::string bytes = utf16(kText, little);
    EXPECT_TRUE(looks_like_utf16(bytes_of(bytes)));
    for (const std::size_t step : {1u, 3u, 100u})
      EXPECT_EQ(read(bytes, step), "GET /caf\u00e9 \u20ac \U0001F41B\n");
  }
  EXPECT_FALSE(looks_like_utf16(bytes_of("GET")));
  EXPECT_FALSE(looks_like_utf16(bytes_of("\xff")));
}

TEST(Utf16, HalvesOfPairsAreReplaced) {
  const std::u16string lone = {u'a', 0xd800, u'b', 0xdc00, u'c', 0xd801, 0xd802, 0xdc02, 0xd803};
  EXPECT_EQ(read(utf16(lone, true), 7), "a\uFFFDb\uFFFDc\uFFFD\U00010802\uFFFD");
  EXPECT_EQ(read(utf16(u"ab", true) + "c", 7), "ab\uFFFD");
  EXPECT_EQ(read("\xff\xfe", 7), "");
}

TEST(Utf16, LongTextsAreWhole) {
  std::u16string text;
  std::string expected;
  for (int i = 0; i < 50'000; ++i) {
    text += i % 3 == 0 ? u"\u00e9" : u"x";
    expected += i % 3 == 0 ? "\xc3\xa9" : "x";
  }
  EXPECT_EQ(read(utf16(text, false), 4096), expected);
}

}  // namespace
}  // namespace cordon::logs
