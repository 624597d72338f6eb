#include "plot/address_map.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "base/text.h"
#include "plot/axes.h"
#include "plot/hilbert.h"
#include "plot/number_text.h"
#include "plot/style.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

constexpr double kWidth = 800, kLeft = 24, kSide = kWidth - 2 * kLeft;
constexpr std::size_t kLevels = 9;
constexpr std::size_t kBlocks = 16;  // to a side, named
constexpr double kBlock = kSide / kBlocks;
constexpr std::string_view kMapStyle = R"(
.cordon-plot .land{fill:#f1f3f6}
.cordon-plot .special{fill:#e3e7ec}
.cordon-plot .cut{stroke:#fff;stroke-width:1}
.cordon-plot .tiny{font-size:10px}
.cordon-plot .m0{fill:#f4e61e}.cordon-plot .m1{fill:#b0dd2f}.cordon-plot .m2{fill:#6ccd5a}
.cordon-plot .m3{fill:#35b779}.cordon-plot .m4{fill:#1f9e89}.cordon-plot .m5{fill:#26828e}
.cordon-plot .m6{fill:#31688e}.cordon-plot .m7{fill:#3e4989}.cordon-plot .m8{fill:#440154}
@media (prefers-color-scheme:dark){
.cordon-plot .land{fill:#1a212b}
.cordon-plot .special{fill:#232c38}
.cordon-plot .cut{stroke:#12171e}
.cordon-plot .m0{fill:#4b3b8a}.cordon-plot .m1{fill:#3e4989}.cordon-plot .m2{fill:#31688e}
.cordon-plot .m3{fill:#26828e}.cordon-plot .m4{fill:#1f9e89}.cordon-plot .m5{fill:#35b779}
.cordon-plot .m6{fill:#6ece58}.cordon-plot .m7{fill:#b5de2b}.cordon-plot .m8{fill:#fde725}
}
)";

struct Special {
  std::uint32_t address;
  int length;
  const char* name;
};
// RFC 6890: where no host of the Internet is.
constexpr Special kSpecial[] = {{0x00000000, 8, "0.0.0.0/8: this network"},
                                {0x0a000000, 8, "10.0.0.0/8: private"},
                                {0x7f000000, 8, "127.0.0.0/8: loopback"},
                                {0xe0000000, 4, "multicast"},
                                {0xf0000000, 4, "reserved"}};

std::string dotted(std::uint32_t a, int length) {
  return fmt::format("{}.{}.{}.{}/{}", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255, length);
}

class Drawing {
 public:
  explicit Drawing(const AddressMap& map)
      : map_(map),
        squares_(squares_of(map, map.square_length)),
        top_(height_of_captions(map.captions, kWidth) + 8),
        svg_(kWidth, top_ + kSide + 66, map.captions.title + ". " + map.captions.subtitle,
             kMapStyle) {}

  std::string draw() {
    draw_captions(svg_, map_.captions, kWidth);
    svg_.element(
        "rect",
        {{"class", "land"}, {"x", kLeft}, {"y", top_}, {"width", kSide}, {"height", kSide}});
    if (map_.view_length == 0) draw_special();
    draw_squares();
    draw_blocks();
    draw_legend(top_ + kSide + 18);
    return svg_.done();
  }

 private:
  void draw_special() {
    for (const Special& each : kSpecial) {
      const Square square = square_of(each.address, each.length);
      const double size = kSide / static_cast<double>(1u << each.length / 2);
      const double x = kLeft + square.x * size, y = top_ + square.y * size;
      svg_.element("rect",
                   {{"class", "special"}, {"x", x}, {"y", y}, {"width", size}, {"height", size}},
                   each.name);
    }
  }

  // All squares of one colour are one path, and those side by side one piece of it.
  void draw_squares() {
    std::array<std::string, kLevels> paths;
    for (std::size_t y = 0; y < squares_.side; ++y) {
      for (std::size_t x = 0, end; x < squares_.side; x = end) {
        end = x + 1;
        if (squares_.at(x, y) <= 0) continue;
        const std::size_t level = squares_.level(squares_.at(x, y), kLevels);
        while (end < squares_.side && squares_.at(end, y) > 0 &&
               squares_.level(squares_.at(end, y), kLevels) == level)
          ++end;
        paths[level] += fmt::format("M{} {}h{}v1h-{}z", x, y, end - x, end - x);
      }
    }
    const double scale = kSide / static_cast<double>(squares_.side);
    svg_.open("g", {{"shape-rendering", "crispEdges"},
                    {"transform", fmt::format("translate({} {}) scale({:.5f})", place(kLeft),
                                              place(top_), scale)}});
    for (std::size_t level = 0; level < kLevels; ++level)
      if (!paths[level].empty())
        svg_.element("path", {{"class", fmt::format("m{}", level)}, {"d", paths[level]}});
    svg_.close();
  }

  void draw_blocks() {
    const int length = map_.view_length + 8;
    const Square corner = square_of(map_.view, map_.view_length);
    for (std::size_t i = 1; i < kBlocks; ++i) {
      const double at = kBlock * static_cast<double>(i);
      svg_.line(kLeft + at, top_, kLeft + at, top_ + kSide, "cut");
      svg_.line(kLeft, top_ + at, kLeft + kSide, top_ + at, "cut");
    }
    for (std::uint32_t i = 0; i < 256; ++i) {
      const std::uint32_t address = map_.view | i << (32 - length);
      if (map_.view_length == 0 && i >= 224) continue;  // named as wholes
      const Square square = square_of(address, length);
      const double x = kLeft + kBlock * static_cast<double>(square.x - corner.x * kBlocks);
      const double y = top_ + kBlock * static_cast<double>(square.y - corner.y * kBlocks);
      svg_.text(x + 4, y + 13, map_.view_length == 0 ? std::to_string(i) : fmt::format(".{}", i),
                "tiny halo");
    }
    if (map_.view_length == 0)
      for (const Special& each : kSpecial) name_block(each);
  }

  void name_block(const Special& each) {
    if (each.length != 4) return;
    const Square square = square_of(each.address, 4);
    const double x = kLeft + kBlock * 4 * (square.x + 0.5),
                 y = top_ + kBlock * 4 * (square.y + 0.5);
    svg_.text(x, y - 2, each.name, "halo", Svg::Anchor::middle);
    svg_.text(x, y + 13, dotted(each.address, each.length), "small halo", Svg::Anchor::middle);
  }

  void draw_legend(double top) {
    constexpr double kSwatch = 34;
    const std::string counted = clean(map_.counted);
    const std::string taken = fmt::format(
        "{} of {} prefixes of /{} hold {}; the colour is their number, by its logarithm",
        grouped(squares_.taken), grouped(squares_.counts.size()), map_.square_length, counted);
    if (squares_.taken == 0) {
      svg_.text(kLeft, top + 10, fmt::format("no {}", counted), "");
      return;
    }
    const bool one = !(squares_.most > squares_.least);
    for (std::size_t level = one ? kLevels - 1 : 0; level < kLevels; ++level)
      svg_.element("rect", {{"class", fmt::format("m{}", level)},
                            {"x", kLeft + kSwatch * static_cast<double>(one ? 0 : level)},
                            {"y", top},
                            {"width", kSwatch},
                            {"height", 12.0}});
    const double end = kLeft + kSwatch * (one ? 1 : kLevels);
    svg_.text(kLeft, top + 27, number_text(squares_.least), "small");
    if (!one) {
      svg_.text((kLeft + end) / 2, top + 27,
                number_text(std::sqrt(squares_.least) * std::sqrt(squares_.most)), "small",
                Svg::Anchor::middle);
      svg_.text(end, top + 27, number_text(squares_.most), "small", Svg::Anchor::end);
    }
    const auto lines = wrapped(taken, kLabelSize, kWidth - end - 40, 2);
    for (std::size_t i = 0; i < lines.size(); ++i)
      svg_.text(end + 16, top + 10 + 16 * static_cast<double>(i), lines[i], "");
  }

  const AddressMap& map_;
  Squares squares_;
  double top_;
  Svg svg_;
};

}  // namespace

std::string address_map_svg(const AddressMap& map) { return Drawing(map).draw(); }

}  // namespace cordon::plot
