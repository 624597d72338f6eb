#include "plot/raster.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <utility>

#include "plot/words.h"

namespace cordon::plot {
namespace {

constexpr std::string_view kCovered = "\x01";  // the second half of a wide character

// Which dots of a layer are lit.
bool is_lit(Layer layer, std::size_t x, std::size_t y) {
  switch (layer) {
    case Layer::none: return false;
    case Layer::outer: return x % 2 == 0 ? y % 4 == 1 : y % 4 == 3;
    case Layer::inner: return (x + y) % 2 == 0;
    case Layer::across: return x % 4 < 2;
    case Layer::upright: return y % 2 == 0;
    default: return true;
  }
}

std::string braille(unsigned dots) {
  const unsigned code = 0x2800 + dots;
  return {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3f)),
          static_cast<char>(0x80 | (code & 0x3f))};
}

std::size_t number_of(Layer series) {
  return static_cast<std::size_t>(series) - static_cast<std::size_t>(Layer::series);
}

std::string ascii_of(Layer layer) {
  switch (layer) {
    case Layer::none: return " ";
    case Layer::outer: return ".";
    case Layer::inner: return ":";
    case Layer::across: return "-";
    case Layer::upright: return "|";
    case Layer::median: return "*";
    case Layer::seen: return "o";
    default: return std::string(1, static_cast<char>('a' + number_of(layer) % 26));
  }
}

}  // namespace

void Raster::dot(long x, long y, Layer layer) {
  if (x < 0 || y < 0 || x >= width() || y >= height()) return;
  Layer& there = dots_[static_cast<std::size_t>(y * width() + x)];
  there = std::max(there, layer);
}

void Raster::line(long x1, long y1, long x2, long y2, Layer layer) {
  const long steps = std::max({std::labs(x2 - x1), std::labs(y2 - y1), 1L});
  for (long i = 0; i <= steps; ++i) {
    const auto share = [&](long from, long to) {
      const long way = 2 * (to - from) * i;
      return from + (way >= 0 ? way + steps : way - steps) / (2 * steps);
    };
    dot(share(x1, x2), share(y1, y2), layer);
  }
}

bool Raster::write(std::size_t column, std::size_t row, std::string_view words) {
  const std::size_t length = plot::columns(words);
  if (row >= rows_ || column + length > columns_ || length == 0) return false;
  // A blank on either side, so that two words never run together.
  const std::size_t from = column == 0 ? 0 : column - 1;
  for (std::size_t c = from; c < std::min(column + length + 1, columns_); ++c)
    if (!words_[row * columns_ + c].empty()) return false;
  std::size_t place = row * columns_ + column;
  for (const std::string& character : characters(words)) {
    const std::size_t wide = plot::columns(character);
    if (wide == 0) continue;
    words_[place] = character;
    if (wide == 2) words_[place + 1] = kCovered;
    place += wide;
  }
  return true;
}

void Raster::fill_up(std::size_t column, double rows, bool ascii) {
  constexpr const char* kBlocks[] = {"", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (column >= columns_ || !(rows > 0)) return;
  // What is there at all is seen.
  auto eighths = std::max<std::size_t>(static_cast<std::size_t>(std::lround(rows * 8)), 1);
  for (std::size_t row = rows_; row-- > 0 && eighths > 0;) {
    const std::size_t part = std::min<std::size_t>(eighths, 8);
    words_[row * columns_ + column] = !ascii ? kBlocks[part] : part >= 4 ? "#" : ".";
    eighths -= part;
  }
}

std::size_t Raster::hidden(std::size_t column, std::size_t row, std::size_t length) const {
  std::size_t all = 0;
  for (std::size_t c = column; c < std::min(column + length, columns_); ++c)
    all += top_of(c, row) != Layer::none;
  return all;
}

Layer Raster::top_of(std::size_t column, std::size_t row) const {
  Layer top = Layer::none;
  for (std::size_t y = 0; y < 4; ++y)
    for (std::size_t x = 0; x < 2; ++x) top = std::max(top, at(2 * column + x, 4 * row + y));
  return top;
}

std::string Raster::sign(std::size_t column, std::size_t row, bool ascii) const {
  if (ascii) return ascii_of(top_of(column, row));
  constexpr unsigned kDots[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  // A line is seen best where its cell holds nothing but lines.
  const bool line = top_of(column, row) >= Layer::median;
  unsigned dots = 0;
  for (std::size_t y = 0; y < 4; ++y)
    for (std::size_t x = 0; x < 2; ++x) {
      const Layer layer = at(2 * column + x, 4 * row + y);
      const bool lit = is_lit(layer, 2 * column + x, 4 * row + y);
      if (lit && (!line || layer > Layer::inner)) dots |= kDots[y][x];
    }
  return dots == 0 ? " " : braille(dots);
}

std::string Raster::row(std::size_t row, const Terminal& terminal) const {
  std::string out;
  std::size_t blanks = 0;
  Layer colour = Layer::none;
  const auto turn_to = [&](Layer layer) {
    if (!terminal.colour || layer == colour) return;
    if (colour != Layer::none) out += kColourEnd;
    if (layer != Layer::none) out += colour_of(layer);
    colour = layer;
  };
  for (std::size_t column = 0; column < columns_; ++column) {
    const std::string& word = words_[row * columns_ + column];
    if (word == kCovered) continue;
    const std::string what = word.empty() ? sign(column, row, terminal.ascii) : word;
    if (what == " ") {
      ++blanks;
      continue;
    }
    turn_to(word.empty() ? top_of(column, row) : Layer::none);
    out.append(std::exchange(blanks, 0), ' ');
    out += what;
  }
  turn_to(Layer::none);
  return out;
}

std::string sign_of(Layer layer, bool ascii) {
  if (ascii) return ascii_of(layer);
  switch (layer) {
    case Layer::outer: return "⠢⠢";
    case Layer::inner: return "⢕⢕";
    case Layer::seen: return "⠶";
    default: return "⠤⠤";
  }
}

std::string colour_of(Layer layer) {
  constexpr int kSeries[] = {39, 208, 43, 175, 220, 111, 250};  // after the colours of style.h
  int colour = 0;
  switch (layer) {
    case Layer::none: return {};
    case Layer::outer: colour = 25; break;
    case Layer::inner: colour = 32; break;
    case Layer::across:
    case Layer::upright: colour = 244; break;
    case Layer::median: colour = 45; break;
    case Layer::seen: colour = 215; break;
    default: colour = kSeries[number_of(layer) % std::size(kSeries)];
  }
  return fmt::format("\x1b[38;5;{}m", colour);
}

}  // namespace cordon::plot
