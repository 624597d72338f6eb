#include "logs/json_string.h"

#include <cstdint>
#include <optional>

namespace cordon::logs {
namespace {

// What "\uXXXX" at the front stands for.
std::optional<std::uint32_t> unit_of(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(2, 4)) {
    const char lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9')
      value = value << 4 | static_cast<std::uint32_t>(c - '0');
    else if (lower >= 'a' && lower <= 'f')
      value = value << 4 | static_cast<std::uint32_t>(lower - 'a' + 10);
    else
      return std::nullopt;
  }
  return value;
}

void append_utf8(std::uint32_t code, std::string& out) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      put(0xe0 | code >> 12);
    } else {
      put(0xf0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3f));
    }
    put(0x80 | (code >> 6 & 0x3f));
  }
  put(0x80 | (code & 0x3f));
}

// The character of "\uXXXX", or of a pair of them; gives how many bytes it took, 0 where it is
// none.
std::size_t append_character(std::string_view text, std::string& out) {
  const auto first = unit_of(text);
  if (!first || *first >> 10 == 0xdc00 >> 10) return 0;
  if (*first >> 10 != 0xd800 >> 10) {
    append_utf8(*first, out);
    return 6;
  }
  const auto second = unit_of(text.substr(6));
  if (!second || *second >> 10 != 0xdc00 >> 10) return 0;
  append_utf8(0x10000 + ((*first & 0x3ff) << 10 | (*second & 0x3ff)), out);
  return 12;
}

}  // namespace

bool append_json_string(std::string_view raw, std::string& out) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
  const std::size_t before = out.size();
  while (true) {
    const std::size_t plain = std::min(raw.find('\\'), raw.size());
    out.append(raw.substr(0, plain));
    raw.remove_prefix(plain);
    if (raw.empty()) return true;
    std::size_t taken = 0;
    if (raw.size() > 1 && raw[1] == 'u') {
      taken = append_character(raw, out);
    } else if (raw.size() > 1) {
      const std::size_t at = kEscapes.find(raw[1]);
      if (at != std::string_view::npos) {
        out.push_back(kMeant[at]);
        taken = 2;
      }
    }
    if (taken == 0) {
      out.resize(before);
      return false;
    }
    raw.remove_prefix(taken);
  }
}

}  // namespace cordon::logs
