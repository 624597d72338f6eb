#include "logs/json_repair.h"

#include <simdjson.h>

namespace cordon::logs {
namespace {

// How many bytes at the front of `text` are one sound character of UTF-8 beyond ASCII; 0: none.
std::size_t sound_character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return first >= 0xc2 && simdjson::validate_utf8(text.substr(0, size)) ? size : 0;
}

}  // namespace

void escape_raw_bytes(std::string_view unit, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  out.clear();
  bool quoted = false;
  for (std::size_t i = 0; i < unit.size();) {
    const char c = unit[i];
    const auto byte = static_cast<unsigned char>(c);
    const std::size_t sound = byte >= 0x80 ? sound_character(unit.substr(i)) : 0;
    if (sound > 0) {
      out.append(unit.substr(i, sound));
      i += sound;
      continue;
    }
    if (quoted && (byte < 0x20 || byte >= 0x80)) {
      for (const char d : {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]}) out.push_back(d);
    } else {
      out.push_back(byte >= 0x80 ? '?' : c);
      if (quoted && c == '\\' && i + 1 < unit.size()) {
        const auto next = static_cast<unsigned char>(unit[i + 1]);
        if (next >= 0x20 && next < 0x80) {
          out.push_back(unit[i + 1]);
          ++i;
        } else {
          out.push_back('\\');  // a lone one, before a raw byte
        }
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    ++i;
  }
}

}  // namespace cordon::logs
