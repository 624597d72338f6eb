#include "logs/layout.h"

#include "logs/cells.h"

namespace cordon::logs {
namespace {

constexpr std::string_view kDelimiters = ",\t;|";

void name_layout(Layout& layout) {
  const bool cic = layout.has(Column::lasted_us);
  layout.day_first = cic;
  layout.name = layout.tells == Tells::http ? "table of requests"
                : layout.argus              ? "Argus flows"
                : cic                       ? "CICFlowMeter flows"
                                            : "table of flows";
  layout.name += layout.delimiter == '\t'  ? ", tab-separated"
                 : layout.delimiter == ';' ? ", semicolon-separated"
                 : layout.delimiter == '|' ? ", bar-separated"
                                           : ", CSV";
}

void settle(Layout& layout) {
  // Apache's %h is often called "Host", and so is the header of that name.
  const auto host = layout.place[static_cast<std::size_t>(Column::host)];
  const Column meant = layout.has(Column::client) ? Column::host_header : Column::client;
  if (host >= 0 && !layout.has(meant)) layout.place[static_cast<std::size_t>(meant)] = host;
  const bool request = layout.has(Column::target) || layout.has(Column::request_line);
  const bool who = layout.has(Column::client);
  if (request && (who || layout.has(Column::status))) {
    layout.tells = Tells::http;
  } else if (who && (layout.has(Column::server) || layout.has(Column::server_port))) {
    layout.tells = Tells::flow;
  }
  layout.argus = layout.has(Column::direction) && layout.has(Column::state);
  const bool two_way = layout.argus || layout.has(Column::state) || layout.has(Column::packets) ||
                       layout.has(Column::lasted_us);
  layout.one_way = !two_way && (layout.has(Column::flags) || layout.has(Column::client_packets) ||
                                layout.source_ports.first_transport != Transport::unsaid ||
                                layout.destination_ports.first_transport != Transport::unsaid);
  name_layout(layout);
}

Layout layout_with(std::string_view header, char delimiter, const std::vector<ColumnHint>& hints) {
  Layout layout;
  layout.delimiter = delimiter;
  Cells cells;
  cells.split(header, delimiter);
  layout.width = cells.size();
  const auto assign = [&](Column column, std::size_t at) {
    std::int16_t& place = layout.place[static_cast<std::size_t>(column)];
    if (place >= 0) return;  // the first of a name, and hints before names
    place = static_cast<std::int16_t>(at);
    ++layout.known;
  };
  for (const ColumnHint& hint : hints)
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (squeezed(cells[i]) == hint.name) assign(hint.column, i);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const ColumnName name = column_of(cells[i]);
    if (name.column == Column::none) continue;
    const bool first = !layout.has(name.column);
    assign(name.column, i);
    if (name.transport == Transport::unsaid) continue;
    Layout::Ports& ports =
        name.column == Column::client_port ? layout.source_ports : layout.destination_ports;
    if (first) {
      ports.first_transport = name.transport;
    } else if (ports.second < 0 && ports.first_transport != Transport::unsaid) {
      ports.second_transport = name.transport;
      ports.second = static_cast<std::int16_t>(i);
    }
  }
  settle(layout);
  return layout;
}

}  // namespace

Layout layout_of(std::string_view header, const std::vector<ColumnHint>& hints) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";  // of UTF-8, which spreadsheets write
  if (header.starts_with(kMark)) header.remove_prefix(kMark.size());
  if (header.starts_with("#")) header.remove_prefix(1);
  Layout best;
  for (const char delimiter : kDelimiters) {
    if (header.find(delimiter) == std::string_view::npos) continue;
    Layout layout = layout_with(header, delimiter, hints);
    if (layout.known > best.known) best = std::move(layout);
  }
  best.header = header;
  return best;
}

}  // namespace cordon::logs
