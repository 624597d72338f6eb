// Zeek's logs: what the columns of each mean, whether they came as tab-separated values or as JSON.
//
// Source: Zeek's documentation of its log files; the meaning of conn_state is
// base/protocols/conn/main.zeek's.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "logs/parser.h"

namespace cordon::logs {

enum class ZeekColumn : std::uint8_t {
  ts,
  orig_h,
  orig_p,
  resp_h,
  resp_p,
  proto,
  service,
  duration,
  orig_bytes,
  resp_bytes,
  conn_state,
  orig_pkts,
  orig_ip_bytes,
  resp_pkts,
  resp_ip_bytes,
  method,
  host,
  uri,
  referrer,
  version,
  user_agent,
  request_body_len,
  response_body_len,
  status_code,
  proxied,
  query,
  qtype,
  answers,
  note,
  msg,
  sub,
  src,
  dst,
  p,
  name,
  endpoint,
  operation,
  path,
  port_num,
  port_proto,
  count,
};
std::optional<ZeekColumn> zeek_column(std::string_view name);

enum class ZeekLog : std::uint8_t {
  conn,
  http,
  dns,
  ssl,
  ssh,
  smb_mapping,
  smb_files,
  dce_rpc,
  notice,
  weird,
  known_hosts,
  known_services,
  software,
  other,
};
/// By "conn", or a file's name: "http.2024-01-01.log.gz".
ZeekLog zeek_log(std::string_view name);
std::string_view name_of(ZeekLog log);
Format format_of(ZeekLog log, bool json);

/// A row's values; what is unset is empty.
struct ZeekRow {
  std::array<std::string_view, static_cast<std::size_t>(ZeekColumn::count)> values;
  std::string_view operator[](ZeekColumn column) const {
    return values[static_cast<std::size_t>(column)];
  }
  void put(ZeekColumn column, std::string_view value) {
    values[static_cast<std::size_t>(column)] = value;
  }
};

/// Which log a row of JSON is of, told by its columns.
ZeekLog zeek_log_of(const ZeekRow& row);

/// `entry` is scratch; `text` holds what has to be put together.
Verdict tell_zeek(ZeekLog log, const ZeekRow& row, Entry& entry, std::string& text,
                  EntrySink& sink);

}  // namespace cordon::logs
