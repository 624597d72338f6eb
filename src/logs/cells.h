// The cells of a delimited line, and what a cell may hold: numbers, ports, addresses.
//
// Cells are views of the line, or of `Cells` itself where quotes had to be taken out; they live
// until the next split. Pure but for that. Bounds: kMostCells cells a line (a line of commas must
// not cost memory); what stands behind the last is not looked at. Quotes: RFC 4180.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/address.h"

namespace cordon::logs {

inline constexpr std::size_t kMostCells = 512;  // CICFlowMeter, the widest known, has 84

class Cells {
 public:
  /// How a quote within a quoted cell is written: doubled (RFC 4180), or also `\"` (Apache's).
  enum class Quotes : std::uint8_t { doubled, escaped };

  /// False where a quoted cell does not end within the line: what is there of it is the last cell.
  bool split(std::string_view line, char delimiter, Quotes quotes = Quotes::doubled);

  std::size_t size() const { return cells_.size(); }
  /// Empty where the line has fewer cells.
  std::string_view operator[](std::size_t at) const {
    return at < cells_.size() ? cells_[at] : std::string_view{};
  }

 private:
  void split_plain(std::string_view line, char delimiter);
  bool split_quoted(std::string_view line, char delimiter, Quotes quotes);
  // Takes the cell whose opening quote is at `at` off the line; `at` then stands behind it.
  bool take_quoted(std::string_view line, std::size_t& at, char delimiter, Quotes quotes);

  std::vector<std::string_view> cells_;
  std::string unquoted_;  // as long as the line, so that it never moves while cells look at it
};

/// Decimal digits and nothing else. What is too large for 64 bits is no number.
std::optional<std::uint64_t> read_count(std::string_view text);
/// "1.5" seconds as a duration, to the nanosecond; nothing where negative or beyond ten years.
std::optional<std::int64_t> read_seconds_as_ns(std::string_view text);
/// Decimal, or hexadecimal with 0x (Argus).
std::optional<std::uint16_t> read_port(std::string_view text);
/// IPv4 by hand, because most are; with brackets or a zone ("%eth0") they are taken off.
std::optional<net::Address> read_address(std::string_view text);

}  // namespace cordon::logs
