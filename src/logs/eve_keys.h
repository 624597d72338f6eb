// The keys of Suricata's EVE that have a meaning here. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "logs/json_keys.h"

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
  // Of which an event may have many:
  cve,
  header_name,
  header_value,
  answer_name,
  answer_type,
  answer_ttl,
  answer_data,
  grouped_answers,  // and numbers above it by the type of the records: see grouped_type
};

/// Which keys are of which paths.
const JsonKeys& eve_keys();
/// "dns": {"grouped": {"A": [...]}}
constexpr int grouped_type(int leaf) { return leaf - static_cast<int>(EveKey::grouped_answers); }

/// The number of a type of DNS records by its name; 0: it is none that matters.
std::uint16_t dns_type_of(std::string_view name);

}  // namespace cordon::logs
