#include "plot/terminal.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "plot/address_map.h"
#include "plot/comparison.h"
#include "plot/growth.h"
#include "plot/histogram.h"
#include "plot/picture_for_test.h"
#include "plot/raster.h"
#include "plot/reproduction.h"

namespace cordon::plot {
namespace {

Growth small_growth() {
  Growth growth;
  growth.captions = {"Infected hosts", ""};
  for (int i = 0; i <= 20; ++i) {
    const double m = 100 / (1 + std::exp((10 - i) / 2.0));
    growth.fan.push_back(
        {30.0 * i, m, 0.8 * m, std::min(1.1 * m, 100.0), 0.5 * m, std::min(1.3 * m, 110.0)});
  }
  growth.observed = {{0, 1}, {60, 3}, {120, 6}, {180, 12}};
  growth.marks = {{Mark::Along::x, 180, "now"}};
  return growth;
}

TEST(GrowthText, InAscii) {
  EXPECT_EQ(growth_text(small_growth(), {44, 8, true, false}), R"(Infected hosts
o observed   * median   : 50 %   . 90 %
infected hosts
    |           | now
    |           |
100 +           |          ....:::*********
    |           |        ..:******:::::::::
    |           |      .:***::::::.........
    |           |   .****::................
    |           |:****::....
  0 +o***o**o***o*:...
    ++------------------+-----------------+
     0                5 min           10 min
)");
}

TEST(GrowthText, InBraille) {
  EXPECT_EQ(growth_text(small_growth(), {44, 8, false, false}), R"(Infected hosts
⠶ observed   ⠤⠤ median   ⢕⢕ 50 %   ⠢⠢ 90 %
infected hosts
    │           ⠨ now
    │           ⠨
100 ┤           ⠨          ⢀⢀⢀⢂⢂⢂⢆⣀⣀⣀⣀⣀⣀⣀⡠⠤
    │           ⠨        ⢀⢀⢂⣀⠤⠔⠒⠊⠉⢕⢕⢕⢕⢕⢕⢕⢕⢕
    │           ⠨      ⢀⢀⡠⠒⠉⢕⢕⢑⢁⢃⢃⢂⢂⢂⢂⢂⢂⢂⢂⢂
    │           ⠨   ⢀⢀⡠⠔⠊⢑⢃⢂⢂⢂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂
    │           ⠨⢀⡠⠔⠊⠁⢁⠃⠂⠂
  0 ┤⣤⣀⣀⣀⣶⠤⠤⠴⠖⠒⠒⠺⠋⠃⠂
    └┬──────────────────┬─────────────────┬
     0                5 min           10 min
)");
}

TEST(HistogramText, HasBlocksOfEighths) {
  Histogram histogram;
  histogram.width = 10;
  histogram.counts = {1, 4, 8, 6, 0, 2};
  EXPECT_EQ(histogram_text(histogram, {40, 4, false, false}), R"(  │             ███████
5 ┤             █████████████
  │      ████████████████████
0 ┤▄▄▄▄▄▄████████████████████       ██████
  └┬─────────┬─────────┬────────┬─────────┬
   0       15 s      30 s     45 s      60 s
)");
}

TEST(AddressMapText, HasShades) {
  AddressMap map;
  map.counts = {{0, 1}, {0x40000000, 10}, {0x80000000, 100}, {0xc0000000, 1000}};
  EXPECT_EQ(address_map_text(map, {40, 4, false, false}), R"(┌────────┐
│░░      │
│      ██│
│▒▒  ▓▓  │
│        │
└────────┘
1 ░▒▓█ 1,000
4 of 16 /4 hold hosts
)");
}

TEST(Raster, LinesLieAboveBandsAndWordsAboveAll) {
  Raster raster(4, 1);
  for (long x = 0; x < 8; ++x)
    for (long y = 0; y < 4; ++y) raster.dot(x, y, Layer::inner);
  raster.line(0, 3, 3, 3, Layer::median);
  EXPECT_TRUE(raster.write(3, 0, "x"));
  EXPECT_FALSE(raster.write(2, 0, "y"));
  EXPECT_EQ(raster.row(0, {}), "⣀⣀⢕x");
  EXPECT_EQ(raster.row(0, {80, 16, true, false}), "**:x");
  EXPECT_EQ(raster.row(0, {80, 16, false, true}), "\x1b[38;5;45m⣀⣀\x1b[0m\x1b[38;5;32m⢕\x1b[0mx");
}

// Lines are no longer than the terminal, whatever they show; ASCII is ASCII; nothing controls it.
TEST(TextPictures, KeepToTheTerminal) {
  Random random(3);
  for (int i = 0; i < 100; ++i) {
    Terminal terminal{random.below(160), random.below(30), random.chance(0.5), false};
    Growth growth;
    growth.captions = {kHostile + "gr\u00fcn \u4e2d\u6587", std::string(random.below(300), 'x')};
    growth.x.unit = static_cast<Unit>(random.below(4));
    growth.y.unit = static_cast<Unit>(random.below(4));
    growth.y.logarithmic = random.chance(0.5);
    Histogram histogram{growth.captions, growth.x, growth.y, 0, 1, {}};
    Comparison comparison{growth.captions, growth.x, growth.y, {}, {}};
    AddressMap map;
    map.captions = growth.captions;
    for (std::size_t n = random.below(60); n > 0; --n) {
      growth.fan.push_back({any_value(random), any_value(random), any_value(random),
                            any_value(random), any_value(random), any_value(random)});
      growth.observed.push_back({any_value(random), any_value(random)});
      growth.marks.push_back(
          {random.chance(0.5) ? Mark::Along::x : Mark::Along::y, any_value(random), kHostile});
      histogram.counts.push_back(any_value(random));
      map.counts.push_back({static_cast<std::uint32_t>(random.next()), any_value(random)});
      if (n % 9 == 0) comparison.curves.push_back({kHostile, growth.fan});
    }
    for (const std::string& text :
         {growth_text(growth, terminal),
          reproduction_text({growth.captions, growth.x, growth.y, growth.fan, growth.marks},
                            terminal),
          comparison_text(comparison, terminal), histogram_text(histogram, terminal),
          address_map_text(map, terminal)}) {
      for (const std::string_view line : split(text, '\n')) {
        ASSERT_LE(columns(line), terminal.columns()) << line;
        for (const char c : line) {
          ASSERT_GE(static_cast<unsigned char>(c), 0x20) << line;
          ASSERT_TRUE(!terminal.ascii || static_cast<unsigned char>(c) < 0x7f) << line;
        }
      }
    }
  }
}

}  // namespace
}  // namespace cordon::plot
