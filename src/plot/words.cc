#include "plot/words.h"

#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace cordon::plot {
namespace {

constexpr char32_t kReplacement = 0xfffd;

// Advance widths of DejaVu Sans, which is wider than its kin, in thousandths; from ' ' to '~'.
constexpr std::array<std::uint16_t, 95> kWidths = {
    317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 336, 336, 837, 837, 837, 530, 999, 684, 686, 698, 770, 631,
    575, 774, 751, 294, 294, 655, 557, 862, 748, 787, 603, 787, 694, 634, 610, 731, 684, 988, 685,
    610, 685, 390, 336, 390, 837, 500, 500, 612, 634, 549, 634, 615, 352, 634, 633, 277, 277, 579,
    277, 974, 633, 611, 634, 634, 411, 520, 392, 633, 591, 817, 591, 591, 524, 636, 336, 636, 837};

// One character from the front; kReplacement for a byte that begins none.
char32_t taken(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xc2 ? 0
                           : first < 0xe0 ? 2
                           : first < 0xf0 ? 3
                           : first < 0xf5 ? 4
                                          : 0;
  char32_t code = size == 1 ? first : size == 0 ? kReplacement : first & (0xff >> (size + 1));
  bool whole = size != 0 && size <= text.size();
  for (std::size_t i = 1; whole && i < size; ++i) {
    whole = (byte(i) & 0xc0) == 0x80;
    code = code << 6 | (byte(i) & 0x3f);
  }
  if (whole && size == 3 && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) whole = false;
  if (whole && size == 4 && (code < 0x10000 || code > 0x10ffff)) whole = false;
  text.remove_prefix(whole ? size : 1);
  return whole ? code : kReplacement;
}

void put(std::string& out, char32_t code) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | code >> 12);
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xf0 | code >> 18);
    tail(12), tail(6), tail(0);
  }
}

// Controls, and what turns the direction of writing so that a text reads as another.
bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
         (c & 0xfffe) == 0xfffe;
}

bool is_combining(char32_t c) {
  return (c >= 0x300 && c < 0x370) || (c >= 0x20d0 && c < 0x2100) || (c >= 0xfe00 && c < 0xfe10) ||
         c == 0x200b || c == 0x200c || c == 0x200d;
}
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0xa4d0) ||
         (c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00) ||
         (c >= 0xfe30 && c < 0xfe70) || (c >= 0xff00 && c < 0xff61) ||
         (c >= 0x1f300 && c < 0x1fb00) || (c >= 0x20000 && c < 0x40000);
}

std::size_t columns_of(char32_t c) { return is_combining(c) ? 0 : is_wide(c) ? 2 : 1; }
double width_of(char32_t c, double size) {
  if (c >= 0x20 && c < 0x7f) return kWidths[c - 0x20] * size / 1000;
  return is_combining(c) ? 0 : is_wide(c) ? 1.05 * size : 0.8 * size;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string out;
  std::size_t characters = 0;
  while (!text.empty()) {
    if (++characters > kMostCharacters) return out + "…";
    const char32_t code = taken(text);
    if (code == '\n' || code == '\t' || code == '\r')
      out += ' ';
    else if (!is_harmful(code))
      put(out, code);
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t all = 0;
  while (!text.empty()) all += columns_of(taken(text));
  return all;
}

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) put(all.emplace_back(), taken(text));
  return all;
}

std::string ascii_only(std::string_view text) {
  std::string out;
  for (const std::string& each : characters(text))
    out += each.size() == 1 ? each : each == "…" ? std::string("...") : std::string("?");
  return out;
}

std::string cut_to_columns(std::string_view text, std::size_t most, std::string_view ellipsis) {
  if (columns(text) <= most) return std::string(text);
  const std::size_t dots = columns(ellipsis);
  if (dots > most) return {};
  std::string out;
  std::size_t used = dots;
  while (!text.empty()) {
    const char32_t code = taken(text);
    if (used + columns_of(code) > most) break;
    used += columns_of(code);
    put(out, code);
  }
  return out + std::string(ellipsis);
}

double text_width(std::string_view text, double size) {
  double all = 0;
  while (!text.empty()) all += width_of(taken(text), size);
  return all;
}

std::string cut_to_width(std::string_view text, double size, double width) {
  if (text_width(text, size) <= width) return std::string(text);
  std::string out;
  double used = width_of(0x2026, size);
  while (!text.empty()) {
    const char32_t code = taken(text);
    used += width_of(code, size);
    if (used > width) break;
    put(out, code);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "…";
}

std::vector<std::string> wrapped(std::string_view text, double size, double width,
                                 std::size_t most_lines) {
  std::vector<std::string> lines;
  std::string line;
  text = trimmed(text);
  while (!text.empty()) {
    if (lines.size() + 1 == most_lines) {  // the last one takes the rest
      line += (line.empty() ? "" : " ") + std::string(text);
      break;
    }
    const std::string_view word = text.substr(0, text.find(' '));
    const std::string longer = line.empty() ? std::string(word) : line + " " + std::string(word);
    if (line.empty() || text_width(longer, size) <= width) {
      line = longer;
      text = trimmed(text.substr(word.size()));
    } else {
      lines.push_back(std::exchange(line, {}));
    }
  }
  if (!line.empty()) lines.push_back(line);
  for (std::string& each : lines) each = cut_to_width(each, size, width);
  return lines;
}

}  // namespace cordon::plot
