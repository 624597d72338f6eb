#include "report/page.h"

#include "base/text.h"

namespace cordon::report {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::bold: return "\x1b[1m";
    case Ink::dim: return "\x1b[2m";
    case Ink::red: return "\x1b[31;1m";
    case Ink::yellow: return "\x1b[33m";
    case Ink::green: return "\x1b[32m";
    case Ink::cyan: return "\x1b[36m";
  }
  return "";
}

}  // namespace

std::string Page::inked(Ink ink, std::string_view text) const {
  if (!colour_ || ink == Ink::plain) return std::string(text);
  return std::string(code_of(ink)) + std::string(text) + "\x1b[0m";
}

void Page::heading(std::string_view text) { line(inked(Ink::bold, text)); }

void Page::line(std::string_view text) {
  text_ += text;
  text_ += '\n';
}

void Page::paragraph(std::string_view text, std::size_t indent, std::size_t hang) {
  std::string current(indent, ' ');
  bool empty = true;
  while (!text.empty()) {
    const auto space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    if (!empty && width_of(current) + 1 + width_of(word) > kColumns) {
      line(current);
      current = std::string(indent + hang, ' ');
      empty = true;
    }
    if (!empty) current += ' ';
    current += word;
    empty = false;
  }
  if (!empty) line(current);
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  bool escape = false;
  for (const char c : text) {
    if (escape) {
      escape = c != 'm';
    } else if (c == '\x1b') {
      escape = true;
    } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
      ++width;
    }
  }
  return width;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t width = width_of(text);
  return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}

std::string plural(std::uint64_t count, const char* one, const char* many) {
  return grouped(count) + " " + (count == 1 ? one : many);
}

}  // namespace cordon::report
