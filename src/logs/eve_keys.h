// The keys of Suricata's EVE that have a meaning here. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cordon::logs {

enum class EveKey : std::uint8_t {
  timestamp,
  event_type,
  src_ip,
  src_port,
  dest_ip,
  dest_port,
  proto,
  app_proto,
  host,
  direction,
  gid,
  sid,
  signature,
  category,
  cve,
  hostname,
  url,
  user_agent,
  referer,
  method,
  protocol,
  status,
  length,
  xff,
  dns_type,
  rrname,
  rrtype,
  pkts_toserver,
  pkts_toclient,
  bytes_toserver,
  bytes_toclient,
  start,
  end,
  state,
  tcp_flags_ts,
  tcp_flags_tc,
  flow_src_ip,
  flow_src_port,
  flow_dest_ip,
  flow_dest_port,
  flow_id,
  tx_id,
  icmp_type,
  icmp_code,
  rdata,
  anomaly_event,
  anomaly_type,
  count,
};

/// Of a path of keys joined with dots.
std::optional<EveKey> eve_key(std::string_view path);

/// The number of a type of DNS records by its name; 0: it is none that matters.
std::uint16_t dns_type_of(std::string_view name);

}  // namespace cordon::logs
