#include "base/text.h"

#include <fmt/format.h>

namespace cordon {

std::string printable(Bytes bytes, std::size_t limit) {
  std::string text;
  for (const std::uint8_t byte : head(bytes, limit)) {
    if (byte == '\\') {
      text += "\\\\";
    } else if (byte >= 0x20 && byte < 0x7f) {
      text += static_cast<char>(byte);
    } else if (byte == '\r') {
      text += "\\r";
    } else if (byte == '\n') {
      text += "\\n";
    } else if (byte == '\t') {
      text += "\\t";
    } else {
      text += fmt::format("\\x{:02x}", byte);
    }
  }
  if (bytes.size() > limit) text += "...";
  return text;
}

std::vector<std::string> hex_dump(Bytes bytes) {
  constexpr std::size_t kColumns = 16;
  std::vector<std::string> lines;
  for (std::size_t offset = 0; offset < bytes.size(); offset += kColumns) {
    const Bytes row = head(tail(bytes, offset), kColumns);
    std::string hex, text;
    for (std::size_t i = 0; i < kColumns; ++i) {
      if (i == kColumns / 2) hex += ' ';
      hex += i < row.size() ? fmt::format("{:02x} ", row[i]) : "   ";
      if (i < row.size()) text += row[i] >= 0x20 && row[i] < 0x7f ? static_cast<char>(row[i]) : '.';
    }
    lines.push_back(fmt::format("{:04x}  {} {}", offset, hex, text));
  }
  return lines;
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < std::size(kUnits)) {
    value /= 1000;
    ++unit;
  }
  return value < 10 ? fmt::format("{:.2f} {}", value, kUnits[unit])
                    : fmt::format("{:.0f} {}", value, kUnits[unit]);
}

std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace cordon
