// The rows of a table of counts, before they become steps: columns by their meaning, cells as
// numbers and times. For counts_csv.cc.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace cordon::epidemic {

enum class Column : std::uint8_t {
  time,
  fresh,
  cumulative,
  active,
  packets,
  isolated,
  patched,
  contact_rate
};
inline constexpr std::size_t kColumns = 8;

struct TableRow {
  std::size_t line = 0;
  Time time{};
  std::array<double, kColumns> values{};  // by Column; only those that the table has
};

struct Table {
  std::array<bool, kColumns> has{};
  std::vector<TableRow> rows;
  bool is(Column column) const { return has[static_cast<std::size_t>(column)]; }
};

/// Fails with "name:line" where a row makes no sense.
Result<Table> parse_table(std::string_view text, const std::string& name);

/// "2001-08-01 11:00:00", "2001-08-01T11:00", "2001-08-01", with or without a final Z.
std::optional<Time> parse_calendar_time(std::string_view text);

}  // namespace cordon::epidemic
