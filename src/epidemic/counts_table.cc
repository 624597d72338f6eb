#include "epidemic/counts_table.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "epidemic/counts.h"

namespace cordon::epidemic {
namespace {

constexpr double kMostCount = 9e15;  // a double still counts by ones
constexpr double kMostSeconds =
    4.5e9;  // since 1970, either way: a Duration must hold any difference
constexpr std::size_t kMostColumns = 64;

struct Names {
  Column column;
  std::vector<std::string_view> begins;
};

const std::vector<Names>& names() {
  static const std::vector<Names> all{
      {Column::time, {"time", "date", "day", "when", "second", "minute", "hour", "epoch"}},
      {Column::fresh, {"new", "count", "infections", "cases"}},
      {Column::cumulative, {"cumulative", "total", "so_far", "infected"}},
      {Column::active, {"active", "sources", "senders"}},
      {Column::packets, {"packets", "attempts", "probes"}},
      {Column::isolated, {"isolated"}},
      {Column::patched, {"patched"}},
      {Column::contact_rate, {"contact_rate"}},
  };
  return all;
}

std::optional<Column> column_of(std::string_view title) {
  std::string name = lowered(trimmed(title));
  for (char& c : name)
    if (c == ' ' || c == '-') c = '_';
  std::string_view core = name;
  for (const std::string_view prefix : {"hosts_", "distinct_", "worm_", "slammer_"})
    if (core.starts_with(prefix)) core.remove_prefix(prefix.size());
  for (const auto& [column, begins] : names())
    for (const auto begin : begins)
      if (core.starts_with(begin)) return column;
  return core == "t" ? std::optional(Column::time) : std::nullopt;
}

// Cells of a line; quotes may hold separators, and doubled quotes a quote.
std::vector<std::string> cells_of(std::string_view line, char separator) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      cells.back() += line[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (c == separator && !quoted && cells.size() < kMostColumns)
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

double unit_of(std::string_view title) {
  const std::string name = lowered(trimmed(title));
  return name.starts_with("day")      ? 86400
         : name.starts_with("hour")   ? 3600
         : name.starts_with("minute") ? 60
                                      : 1;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  Result<Table> read() {
    while (next_line()) {
      if (columns_.empty()) {
        if (auto done = header(); !done) return tl::unexpected(done.error());
      } else if (auto done = row(); !done) {
        return tl::unexpected(done.error());
      }
    }
    if (columns_.empty())
      return wrong("it is empty", "the first line names the columns: time,count");
    return std::move(table_);
  }

 private:
  tl::unexpected<Error> wrong(std::string cause, std::string remedy) const {
    return fail("read counts from", fmt::format("{}:{}", name_, line_number_), std::move(cause),
                std::move(remedy));
  }

  // The next line that says something.
  bool next_line() {
    while (!text_.empty()) {
      const auto end = text_.find('\n');
      line_ = trimmed(text_.substr(0, end));
      text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
      ++line_number_;
      if (line_number_ == 1 && line_.starts_with("\xEF\xBB\xBF")) line_.remove_prefix(3);
      if (!line_.empty() && line_[0] != '#') return true;
    }
    return false;
  }

  Result<void> header() {
    separator_ = line_.find('\t') != std::string_view::npos  ? '\t'
                 : line_.find(';') != std::string_view::npos ? ';'
                                                             : ',';
    for (const auto& title : cells_of(line_, separator_)) {
      auto column = column_of(title);
      if (column && table_.is(*column)) column.reset();  // the first of its kind counts
      if (column) table_.has[static_cast<std::size_t>(*column)] = true;
      if (column == Column::time) unit_ = unit_of(title);
      columns_.push_back(column);
    }
    if (!table_.is(Column::time))
      return wrong("no column is called time", "the first line names the columns: time,count");
    if (!table_.is(Column::fresh) && !table_.is(Column::cumulative) && !table_.is(Column::active))
      return wrong("no column is called new, cumulative or active",
                   "name the counts by what they are: new in each step, cumulative, or active");
    return {};
  }

  Result<void> row() {
    if (table_.rows.size() >= kMostCountSteps)
      return wrong(fmt::format("there are more than {} rows", kMostCountSteps),
                   "count in longer steps");
    const auto cells = cells_of(line_, separator_);
    TableRow row;
    row.line = line_number_;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i]) continue;
      const std::string cell(i < cells.size() ? trimmed(cells[i]) : std::string_view{});
      if (auto put = columns_[i] == Column::time ? put_time(cell, row)
                                                 : put_number(cell, *columns_[i], row);
          !put)
        return put;
    }
    if (!table_.rows.empty() && row.time <= table_.rows.back().time)
      return wrong("its time is not after the one before", "sort the rows; one for each moment");
    table_.rows.push_back(row);
    return {};
  }

  Result<void> put_time(const std::string& cell, TableRow& row) {
    if (const auto number = number_of(cell)) {
      if (std::abs(*number * unit_) > kMostSeconds)
        return wrong(fmt::format("the time {} is out of range", cell),
                     "give seconds since 1970 or since the begin");
      row.time = Time(duration_from_seconds(*number * unit_));
      return {};
    }
    const auto time = parse_calendar_time(cell);
    if (!time)
      return wrong(fmt::format("\"{}\" is no time", printable(bytes_of(cell), 40)),
                   "write 2001-07-19T10:00:00Z, 2001-07-19 10:00, 2001-07-19, or seconds");
    row.time = *time;
    return {};
  }

  Result<void> put_number(const std::string& cell, Column column, TableRow& row) {
    const bool optional = column >= Column::isolated;
    auto number = number_of(cell);
    if (cell.empty() && optional) number = column == Column::contact_rate ? 1 : 0;
    if (!number || *number < 0 || *number > kMostCount)
      return wrong(fmt::format("\"{}\" is no count", printable(bytes_of(cell), 40)),
                   "give whole numbers from 0 on; leave out rows where nobody looked");
    if (column == Column::contact_rate && *number > 1)
      return wrong("the contact rate is above 1", "give the share of contacts that got through");
    row.values[static_cast<std::size_t>(column)] =
        column == Column::contact_rate ? *number : std::round(*number);
    return {};
  }

  std::string_view text_, line_;
  const std::string& name_;
  std::size_t line_number_ = 0;
  char separator_ = ',';
  double unit_ = 1;
  std::vector<std::optional<Column>> columns_;
  Table table_;
};

}  // namespace

std::optional<Time> parse_calendar_time(std::string_view text) {
  std::string whole(text);
  if (whole.size() > 40) return std::nullopt;
  if (!whole.empty() && (whole.back() == 'Z' || whole.back() == 'z')) whole.pop_back();
  if (whole.size() > 10 && whole[10] == ' ') whole[10] = 'T';
  if (whole.size() == 10) whole += "T00:00";
  if (whole.size() == 16) whole += ":00";
  if (whole.size() < 10 || whole.compare(0, 4, "1900") < 0 || whole.compare(0, 4, "2100") >= 0)
    return std::nullopt;
  return parse_rfc3339(whole + "Z");
}

Result<Table> parse_table(std::string_view text, const std::string& name) {
  return Reader(text, name).read();
}

}  // namespace cordon::epidemic
