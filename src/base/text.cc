#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

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

namespace {

// Letters to change, leave out or put in (Levenshtein).
std::size_t changes_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& words) {
  constexpr std::size_t kLongest = 64;
  std::string best;
  if (word.empty() || word.size() > kLongest) return best;
  std::size_t fewest = 1 + word.size() / 3;
  for (const std::string& each : words) {
    if (each.size() > kLongest) continue;
    const std::size_t changes = changes_between(word, each);
    if (changes > fewest || (changes == fewest && !best.empty())) continue;
    fewest = changes;
    best = each;
  }
  return best;
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
