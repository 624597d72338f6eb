// What the header line of a table says of its rows: where each column stands, and what kind of
// table it is. Pure.
#pragma once

#include <array>

#include "logs/columns.h"
#include "logs/entry.h"

namespace cordon::logs {

/// What a header line says of its table.
struct Layout {
  char delimiter = ',';
  std::array<std::int16_t, kColumns> place;  // of each column, or -1
  /// tshark has a column of ports for each protocol; of a row one is empty.
  struct Ports {
    Transport first_transport = Transport::unsaid, second_transport = Transport::unsaid;
    std::int16_t second = -1;  // place of the second column
  };
  Ports source_ports, destination_ports;
  std::size_t known = 0;  // columns that have a meaning
  std::size_t width = 0;
  Tells tells = Tells::nothing;  // http, flow, or nothing: no such table
  bool one_way = false;          // each record tells of one direction, as NetFlow's: to be oriented
  bool day_first = false;        // CICFlowMeter's dates
  bool argus = false;            // its ICMP types stand in the port columns
  std::string name;              // "Argus flows, tab-separated"
  std::string header;            // the line itself: files that were joined have it again

  Layout() { place.fill(-1); }
  const Ports& ports_of(Column port) const {
    return port == Column::client_port ? source_ports : destination_ports;
  }
  bool has(Column column) const { return place[static_cast<std::size_t>(column)] >= 0; }
};

Layout layout_of(std::string_view header, const std::vector<ColumnHint>& hints);

}  // namespace cordon::logs
