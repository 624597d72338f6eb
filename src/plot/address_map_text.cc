#include <fmt/format.h>

#include "base/text.h"
#include "plot/address_map.h"
#include "plot/number_text.h"
#include "plot/raster.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

constexpr const char* kShades[] = {"░", "▒", "▓", "█"};
constexpr char kAsciiShades[] = {'.', ':', 'o', '#'};
constexpr std::size_t kShadeLevels = 4;
constexpr int kColours[] = {54, 61, 24, 30, 36, 35, 77, 148, 226};  // viridis, of the 256
constexpr std::size_t kColourLevels = 9;

std::string coloured(int front, int back) {
  if (front < 0 && back < 0) return " ";
  if (front < 0) return fmt::format("\x1b[38;5;{}m▄{}", back, kColourEnd);
  if (back < 0) return fmt::format("\x1b[38;5;{}m▀{}", front, kColourEnd);
  return fmt::format("\x1b[38;5;{};48;5;{}m▀{}", front, back, kColourEnd);
}

std::string shade(std::size_t level, bool ascii) {
  return ascii ? std::string(1, kAsciiShades[level]) : std::string(kShades[level]);
}

// A row of the picture: in colour two of the map's, else one.
std::string row_of(const Squares& squares, std::size_t row, const Terminal& terminal) {
  std::string line;
  for (std::size_t x = 0; x < squares.side; ++x) {
    if (terminal.colour) {
      const auto colour = [&](std::size_t y) {
        const double count = squares.at(x, y);
        return count > 0 ? kColours[squares.level(count, kColourLevels)] : -1;
      };
      line += coloured(colour(2 * row), colour(2 * row + 1));
    } else {
      const double count = squares.at(x, row);
      const std::string sign =
          count > 0 ? shade(squares.level(count, kShadeLevels), terminal.ascii) : " ";
      line += sign + sign;
    }
  }
  return line;
}

std::string legend_of(const Squares& squares, const Terminal& terminal) {
  if (squares.taken == 0) return {};
  std::string signs;
  const std::size_t levels = terminal.colour ? kColourLevels : kShadeLevels;
  for (std::size_t i = squares.most > squares.least ? 0 : levels - 1; i < levels; ++i)
    signs += terminal.colour ? fmt::format("\x1b[38;5;{}m█{}", kColours[i], kColourEnd)
                             : shade(i, terminal.ascii);
  if (!(squares.most > squares.least)) return signs + " " + number_text(squares.most);
  return number_text(squares.least) + " " + signs + " " + number_text(squares.most);
}

}  // namespace

std::string address_map_text(const AddressMap& map, const Terminal& wanted) {
  Terminal terminal = wanted;
  if (terminal.ascii) terminal.colour = false;  // half blocks are not ASCII
  const std::size_t across = terminal.colour ? terminal.columns() - 2 : terminal.columns() / 2 - 1;
  const std::size_t down = terminal.colour ? 2 * terminal.rows() : terminal.rows();
  int half_bits = 1;
  while (half_bits < 8 && std::size_t{2} << half_bits <= std::min(across, down)) ++half_bits;
  const int length = map.view_length + 2 * half_bits;
  const Squares squares = squares_of(map, length);
  const std::string_view dots = terminal.ascii ? "..." : "…";
  const auto harmless = [&](const std::string& text) {
    const std::string cleaned = terminal.ascii ? ascii_only(clean(text)) : clean(text);
    return cut_to_columns(cleaned, terminal.columns(), dots);
  };
  std::string out;
  for (const std::string& caption : {map.captions.title, map.captions.subtitle})
    if (!caption.empty()) out += harmless(caption) + "\n";
  const char *side = terminal.ascii ? "|" : "│", *bar = terminal.ascii ? "-" : "─";
  const auto edge = [&](const char* left, const char* right) {
    std::string line = terminal.ascii ? "+" : left;
    for (std::size_t i = 0; i < squares.side * (terminal.colour ? 1 : 2); ++i) line += bar;
    return line + (terminal.ascii ? "+" : right) + "\n";
  };
  out += edge("┌", "┐");
  for (std::size_t row = 0; row < squares.side / (terminal.colour ? 2 : 1); ++row)
    out += side + row_of(squares, row, terminal) + side + "\n";
  out += edge("└", "┘");
  if (squares.taken > 0) out += legend_of(squares, terminal) + "\n";
  return out +
         harmless(fmt::format("{} of {} /{} hold {}", grouped(squares.taken),
                              grouped(squares.counts.size()), length, map.counted)) +
         "\n";
}

}  // namespace cordon::plot
