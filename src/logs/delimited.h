// Tables with a header line: CSV and its kin, whoever wrote them. Web logs, Argus' binetflow,
// nfdump -o csv, SiLK's rwcut, CICFlowMeter, tshark -T fields, and anything whose columns have
// names that columns.h knows or the user tells.
//
// One parser a file; views of an entry live until its next line. What a column's name does not say
// is told by its neighbours: see layout.h. A quoted cell that goes on in the next line is cut.
#pragma once

#include "logs/cells.h"
#include "logs/layout.h"
#include "logs/parser.h"
#include "logs/table_clock.h"

namespace cordon::logs {

class DelimitedParser final : public Parser {
 public:
  explicit DelimitedParser(Layout layout) : layout_(std::move(layout)) {}
  Verdict read(std::string_view line, EntrySink& sink) override;

 private:
  std::string_view cell(Column column) const {
    const std::int16_t place = layout_.place[static_cast<std::size_t>(column)];
    return place < 0 ? std::string_view{} : cells_[static_cast<std::size_t>(place)];
  }
  /// Of a port: where the first column for it is empty, the second.
  std::string_view port_cell(Column port) const {
    const std::string_view first = cell(port);
    const std::int16_t second = layout_.ports_of(port).second;
    return first.empty() && second >= 0 ? cells_[static_cast<std::size_t>(second)] : first;
  }
  Transport transport_of(Column port) const;
  std::uint64_t count(Column column) const { return read_count(cell(column)).value_or(0); }
  bool split(std::string_view line);
  bool read_ends();
  bool read_protocol_of_flow();
  Time read_time();
  bool row_of_requests() const;
  Verdict read_request();
  Verdict read_flow();
  void read_counters();
  void read_icmp();
  bool opened_by_destination() const;
  void set_outcome(bool turned);
  void add_header(std::string_view name, Column column);

  Layout layout_;
  Cells cells_;
  Entry entry_;
  bool ended_ = false;  // nfdump's summary has begun
  TableClock clock_;
  std::optional<Cells::Quotes> quotes_;  // once the file has shown how it writes them
  std::string joined_;                   // target and query of the entry
  std::string moment_;                   // date and clock, or time and zone
};

}  // namespace cordon::logs
