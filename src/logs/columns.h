// Which column of a table is which field of an Entry: told by the names of its header line.
//
// One table of synonyms for all tables that people make of web logs and flow records. Names are
// compared squeezed: letters and digits alone, in lower case, so that "Src IP", "src_ip" and
// "SrcIP" are one. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::logs {

enum class Column : std::uint8_t {
  none,
  // when, and who saw it
  time,
  date,  // with `clock`
  clock,
  zone,  // of `time`, where that has none
  end,
  lasted,     // seconds
  lasted_us,  // microseconds: CICFlowMeter
  sensor,
  // who
  client,
  server,
  host,  // Apache's %h where no other column has the client, else the header Host
  client_port,
  server_port,
  protocol,
  // flows
  direction,  // Argus: "->", "<-", "<->", "<?>", "who"
  state,
  flags,
  client_packets,
  server_packets,
  packets,  // both ways
  client_bytes,
  server_bytes,
  bytes_both,
  sampling,
  icmp_type,
  icmp_code,
  // requests
  request_line,
  method,
  target,
  query,
  version,
  status,
  request_bytes,
  response_bytes,
  host_header,
  user_agent,
  referer,
  cookie,
  forwarded_for,
  count
};
inline constexpr std::size_t kColumns = static_cast<std::size_t>(Column::count);

/// How a column's name told its protocol: "udp.dstport".
enum class Transport : std::uint8_t { unsaid, tcp, udp };

struct ColumnName {
  Column column = Column::none;
  Transport transport = Transport::unsaid;
};

std::string squeezed(std::string_view name);
ColumnName column_of(std::string_view header);

/// "time=ts,client=sa,server_port=dp": our names on the left (those above), the file's on the
/// right. "request", "bytes" and "url" are other words for request_line, response_bytes and target;
/// "body" is JSON's alone (see web_keys.h).
struct ColumnHint {
  Column column;
  std::string name;  // squeezed
};
Result<std::vector<ColumnHint>> parse_column_hints(std::string_view text);

}  // namespace cordon::logs
