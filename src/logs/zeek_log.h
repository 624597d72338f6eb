// Zeek's logs: their names and their columns. Pure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "event/flow.h"
#include "logs/json_keys.h"
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
  source,
  fuid,
  server_name,
  share_type,
  action,
  software_type,
  mime_type,
  peer,
  count,
};
std::optional<ZeekColumn> zeek_column(std::string_view name);
/// Of rows in JSON: each column by its number, and kZeekPath.
const JsonKeys& zeek_keys();
inline constexpr int kZeekPath = static_cast<int>(ZeekColumn::count);  // "_path"

enum class ZeekLog : std::uint8_t {
  conn,
  http,
  dns,
  notice,
  weird,
  files,
  known,    // known_hosts, known_services, known_certs, software
  message,  // ssl, ssh, smb_*, dce_rpc, ...: see name_of
  other,    // of no concern here: x509, dhcp, stats, ...
};

/// Which log it is: its kind, and its own name ("smb_files").
struct ZeekLogName {
  ZeekLog log = ZeekLog::other;
  std::string_view name = "other";
  event::App app = event::App::unknown;
};
/// By "conn", or a file's name: "http.2024-01-01.log.gz". Of a log that we do not know the name is
/// "other".
ZeekLogName zeek_log(std::string_view name);
Format format_of(const ZeekLogName& log, bool json);

/// Between the values of a list (answers, proxied).
inline constexpr char kBetweenValues = '\x1f';
bool is_list(ZeekColumn column);
/// Of which half a value is another one: not a text.
bool is_exact(ZeekColumn column);

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
ZeekLogName zeek_log_of(const ZeekRow& row);

}  // namespace cordon::logs
