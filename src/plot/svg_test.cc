#include "plot/svg.h"

#include <gtest/gtest.h>

#include "plot/picture_for_test.h"
#include "plot/style.h"

namespace cordon::plot {
namespace {

TEST(Svg, WritesWhatItIsTold) {
  Svg svg(40, 20, "A & B", ".x{}");
  svg.open("g", {{"class", "k"}}, "tip");
  svg.line(0, 1.25, 2, -0.04, "grid");
  svg.path(Path().move(0, 0).line(1.5, 2).close(), "curve");
  svg.close();
  svg.text(3, 4, "a<b", "small", Svg::Anchor::end);
  EXPECT_EQ(
      svg.done(),
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cordon-plot\" viewBox=\"0 0 40 20\" "
      "role=\"img\" aria-label=\"A &amp; B\">\n<style>" +
          std::string(kStyle) +
          ".x{}</style>\n<rect class=\"paper\" width=\"40\" height=\"20\"/>\n"
          "<g class=\"k\"><title>tip</title>\n"
          "<line class=\"grid\" x1=\"0\" y1=\"1.2\" x2=\"2\" y2=\"0\"/>\n"
          "<path class=\"curve\" d=\"M0 0L1.5 2Z\"/>\n</g>\n"
          "<text class=\"small\" x=\"3\" y=\"4\" text-anchor=\"end\">a&lt;b</text>\n</svg>\n");
}

TEST(Svg, WhatComesFromOutsideBreaksNothing) {
  Svg svg(10, 10, kHostile);
  svg.text(1, 1, kHostile, kHostile);
  svg.element("circle", {{"class", kHostile}}, kHostile);
  const std::string text = svg.done();
  EXPECT_EQ(lowered(text).find("<script"), std::string::npos);
  EXPECT_EQ(text.find("\x1b"), std::string::npos);
  EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
  EXPECT_NE(text.find("&lt;script&gt;&quot;&amp;&#39;[31m\xef\xbf\xbd]]&gt;"), std::string::npos);
}

TEST(Svg, ColoursAreForLightAndForDark) {
  const std::string style(kStyle);
  const auto dark = style.find("@media (prefers-color-scheme:dark)");
  ASSERT_NE(dark, std::string::npos);
  for (std::size_t i = 0; i < kSeriesColours; ++i) {
    const std::string name = ".s" + std::to_string(i) + "{";
    EXPECT_LT(style.find(name), dark);
    EXPECT_NE(style.find(name, dark), std::string::npos);
  }
}

TEST(Place, HasOneDecimalAtMost) {
  EXPECT_EQ(place(1), "1");
  EXPECT_EQ(place(-0.01), "0");
  EXPECT_EQ(place(12.34), "12.3");
  EXPECT_DEATH(place(kUnknown), "internal error");
}

}  // namespace
}  // namespace cordon::plot
