// For tests: what an SVG of ours holds, read in the simplest way; and values of every kind.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/text.h"
#include "plot/labels.h"
#include "plot/words.h"

namespace cordon::plot {

struct Words {
  std::string text, kind;
  Box box;
};

inline std::string attribute(std::string_view tag, std::string_view name) {
  const std::string begin = " " + std::string(name) + "=\"";
  const auto at = tag.find(begin);
  if (at == std::string_view::npos) return {};
  const auto from = at + begin.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

inline std::string without_entities(std::string text) {
  for (const auto& [entity, sign] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
        std::pair("&#39;", "'"), std::pair("&amp;", "&")})
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, std::string_view(entity).size(), sign);
  return text;
}

/// All words of a picture, with the place that they take in the usual fonts (a tenth less than the
/// widest, by which they were measured).
inline std::vector<Words> words_of(const std::string& svg) {
  std::vector<Words> all;
  for (auto at = svg.find("<text"); at != std::string::npos; at = svg.find("<text", at + 1)) {
    const auto end = svg.find('>', at), close = svg.find("</text>", end);
    const std::string tag = svg.substr(at, end - at);
    Words words{
        without_entities(svg.substr(end + 1, close - end - 1)), attribute(tag, "class"), {}};
    const double x = std::atof(attribute(tag, "x").c_str());
    const double y = std::atof(attribute(tag, "y").c_str());
    const bool title = words.kind == "title", subtitle = words.kind == "subtitle";
    const double size = title ? 17 : subtitle ? 13 : 12;
    const double width = 0.95 * text_width(words.text, size);
    const std::string anchor = attribute(tag, "text-anchor");
    const double left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x;
    words.box = {left, y - 0.72 * size, left + width, y + 0.1 * size};
    all.push_back(words);
  }
  return all;
}

/// Elements are closed in order, attributes quoted, nothing is not a number, no control characters.
inline void expect_sound(const std::string& svg) {
  std::vector<std::string> opened;
  for (std::size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
    const auto end = svg.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = svg.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find_first_of(" />", 1));
    ASSERT_EQ(std::count(tag.begin(), tag.end(), '"') % 2, 0) << tag;
    ASSERT_EQ(tag.find('<'), std::string::npos) << tag;
    if (tag[0] == '/') {
      ASSERT_FALSE(opened.empty());
      ASSERT_EQ("/" + opened.back(), name);
      opened.pop_back();
    } else if (tag.back() != '/') {
      opened.push_back(name);
    }
  }
  EXPECT_TRUE(opened.empty());
  const std::string drawn = lowered(svg.substr(svg.find("</style>")));
  for (const char* wrong :
       {"\"nan", "\"inf", "\"-nan", "\"-inf", "lnan", "mnan", "nan nan", ">nan", ">inf", "<script"})
    EXPECT_EQ(drawn.find(wrong), std::string::npos) << wrong;
  for (const char c : svg) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
}

inline void expect_no_words_on_others(const std::string& svg) {
  const auto all = words_of(svg);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j)
      EXPECT_FALSE(all[i].box.meets(all[j].box)) << all[i].text << " | " << all[j].text;
}

inline void expect_words_within(const std::string& svg, double width) {
  for (const Words& words : words_of(svg)) {
    EXPECT_GE(words.box.left, 0) << words.text;
    EXPECT_LE(words.box.right, width) << words.text;
  }
}

/// Ordinary values, and now and then one that is none.
inline double any_value(Random& random) {
  switch (random.below(12)) {
    case 0: return kUnknown;
    case 1: return std::numeric_limits<double>::infinity();
    case 2: return -std::numeric_limits<double>::infinity();
    case 3: return 1e308;
    case 4: return -1e-308;
    case 5: return 0;
    case 6: return -1e12 * random.unit();
    default: return 1e6 * random.unit();
  }
}

inline const std::string kHostile = "<script>\"&'\x1b[31m\xff\xe2\x80\xae]]>--><![CDATA[";

}  // namespace cordon::plot
