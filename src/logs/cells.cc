#include "logs/cells.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>

namespace cordon::logs {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_blanks(std::string_view text) {
  if (!text.empty() && !is_blank(text.front()) && !is_blank(text.back())) return text;
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Digits alone; what is beyond `most` is no number.
std::optional<std::uint64_t> decimal(std::string_view text, std::uint64_t most = UINT64_MAX) {
  constexpr std::size_t kNeverTooLarge = 19;  // digits that 64 bits always hold
  if (text.empty()) return std::nullopt;
  std::uint64_t number = 0;
  const std::size_t easy = std::min(text.size(), kNeverTooLarge);
  for (std::size_t i = 0; i < easy; ++i) {
    const auto digit = static_cast<unsigned char>(text[i] - '0');
    if (digit > 9) return std::nullopt;
    number = number * 10 + digit;
  }
  if (text.size() > kNeverTooLarge) {
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc() || end != last) return std::nullopt;
  }
  if (number > most) return std::nullopt;
  return number;
}

std::optional<net::Address> read_v4(std::string_view text) {
  std::uint32_t address = 0;
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (at >= text.size() || text[at] != '.') return std::nullopt;
      ++at;
    }
    std::uint32_t value = 0;
    const std::size_t begin = at;
    while (at < text.size() && at < begin + 3 && text[at] >= '0' && text[at] <= '9')
      value = value * 10 + static_cast<std::uint32_t>(text[at++] - '0');
    if (at == begin || value > 255) return std::nullopt;
    address = address << 8 | value;
  }
  if (at != text.size()) return std::nullopt;
  return net::Address::v4(address);
}

}  // namespace

bool Cells::split(std::string_view line, char delimiter, Quotes quotes) {
  cells_.clear();
  unquoted_.clear();
  if (std::memchr(line.data(), '"', line.size()) != nullptr)
    return split_quoted(line, delimiter, quotes);
  split_plain(line, delimiter);
  return true;
}

// Eight bytes at a time: most cells are short, so that a search for each would cost more.
void Cells::split_plain(std::string_view line, char delimiter) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kLow = 0x7f7f7f7f7f7f7f7f;
  const std::uint64_t pattern = kOnes * static_cast<unsigned char>(delimiter);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < line.size(); at += 8) {
    std::uint64_t word = ~pattern;  // no delimiter behind the end
    if (line.size() - at >= 8)
      std::memcpy(&word, line.data() + at, 8);
    else
      std::memcpy(&word, line.data() + at, line.size() - at);
    const std::uint64_t other = word ^ pattern;
    std::uint64_t hits = ~(((other & kLow) + kLow) | other | kLow);  // 0x80 where they are equal
    for (; hits != 0; hits &= hits - 1) {
      const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
      if (cells_.size() + 1 >= kMostCells) return;
      cells_.push_back(without_blanks(line.substr(begin, end - begin)));
      begin = end + 1;
    }
  }
  cells_.push_back(without_blanks(line.substr(begin)));
}

bool Cells::split_quoted(std::string_view line, char delimiter, Quotes quotes) {
  unquoted_.reserve(line.size());
  std::size_t at = 0;
  while (cells_.size() < kMostCells) {
    while (at < line.size() && line[at] != delimiter && is_blank(line[at])) ++at;
    if (at < line.size() && line[at] == '"') {
      if (!take_quoted(line, at, delimiter, quotes)) return false;
    } else {
      const std::size_t end = std::min(line.find(delimiter, at), line.size());
      cells_.push_back(without_blanks(line.substr(at, end - at)));
      at = end;
    }
    if (at >= line.size()) return true;
    ++at;  // the delimiter
  }
  return true;
}

bool Cells::take_quoted(std::string_view line, std::size_t& at, char delimiter, Quotes quotes) {
  const std::size_t begin = ++at;
  const std::size_t kept = unquoted_.size();
  bool changed = false;
  std::size_t copied = begin;  // up to here the cell is in unquoted_, once it is changed
  const auto copy_until = [&](std::size_t end) {
    unquoted_.append(line.substr(copied, end - copied));
    changed = true;
  };
  const auto finish = [&](std::size_t end) {
    if (!changed) return cells_.push_back(line.substr(begin, end - begin));
    copy_until(end);
    cells_.push_back(std::string_view(unquoted_).substr(kept));
  };
  while (at < line.size()) {
    if (quotes == Quotes::doubled) {
      at = std::min(line.find('"', at), line.size());
      if (at == line.size()) break;
    }
    const char next = at + 1 < line.size() ? line[at + 1] : delimiter;
    if (line[at] == '\\' && quotes == Quotes::escaped) {
      at += 2;  // the escape stays: it is how the writer of the log spells that byte
    } else if (line[at] != '"') {
      ++at;
    } else if (next == '"') {
      copy_until(at);
      copied = at + 1;
      at += 2;
    } else if (next == delimiter) {
      finish(at);
      ++at;
      return true;
    } else {
      ++at;  // a quote amid text: not as the RFC has it, and what else could it be
    }
  }
  at = line.size();
  finish(at);
  return false;
}

std::optional<std::uint64_t> read_count(std::string_view text) { return decimal(text); }

std::optional<std::int64_t> read_seconds_as_ns(std::string_view text) {
  constexpr std::uint64_t kMost = 10ULL * 366 * 86400;
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto seconds = decimal(text.substr(0, point), kMost);
  if (!seconds) return std::nullopt;
  std::int64_t ns = 0;
  std::int64_t unit = 100'000'000;
  for (std::size_t i = point + 1; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    ns += (text[i] - '0') * unit;
    unit /= 10;
  }
  return static_cast<std::int64_t>(*seconds) * 1'000'000'000 + ns;
}

std::optional<std::uint16_t> read_port(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    std::uint16_t port = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + 2, last, port, 16);
    if (error != std::errc() || end != last) return std::nullopt;
    return port;
  }
  const auto port = decimal(text, 65535);
  if (!port) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

std::optional<net::Address> read_address(std::string_view text) {
  if (const auto four = read_v4(text)) return four;
  constexpr std::size_t kLongest = 64;  // of an IPv6 address with a zone; longer is no address
  if (text.size() > kLongest || text.find(':') == std::string_view::npos) return std::nullopt;
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  text = text.substr(0, text.find('%'));
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  return net::Address::parse(text);
}

}  // namespace cordon::logs
