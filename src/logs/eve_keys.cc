#include "logs/eve_keys.h"

#include <absl/container/flat_hash_map.h>

namespace cordon::logs {
namespace {

using Key = EveKey;

const absl::flat_hash_map<std::string_view, Key>& keys() {
  static const absl::flat_hash_map<std::string_view, Key> kKeys = {
      {"timestamp", Key::timestamp},
      {"event_type", Key::event_type},
      {"src_ip", Key::src_ip},
      {"src_port", Key::src_port},
      {"dest_ip", Key::dest_ip},
      {"dest_port", Key::dest_port},
      {"proto", Key::proto},
      {"app_proto", Key::app_proto},
      {"host", Key::host},
      {"direction", Key::direction},
      {"alert.gid", Key::gid},
      {"alert.signature_id", Key::sid},
      {"alert.signature", Key::signature},
      {"alert.category", Key::category},
      {"alert.metadata.cve", Key::cve},
      {"alert.references", Key::cve},
      {"http.hostname", Key::hostname},
      {"http.url", Key::url},
      {"http.http_user_agent", Key::user_agent},
      {"http.http_refer", Key::referer},
      {"http.http_method", Key::method},
      {"http.protocol", Key::protocol},
      {"http.status", Key::status},
      {"http.length", Key::length},
      {"http.xff", Key::xff},
      {"dns.type", Key::dns_type},
      {"dns.rrname", Key::rrname},
      {"dns.rrtype", Key::rrtype},
      {"dns.queries.rrname", Key::rrname},
      {"dns.queries.rrtype", Key::rrtype},
      {"dns.query.rrname", Key::rrname},
      {"dns.query.rrtype", Key::rrtype},
      {"dns.rdata", Key::rdata},
      {"flow.pkts_toserver", Key::pkts_toserver},
      {"flow.pkts_toclient", Key::pkts_toclient},
      {"flow.bytes_toserver", Key::bytes_toserver},
      {"flow.bytes_toclient", Key::bytes_toclient},
      {"flow.start", Key::start},
      {"flow.end", Key::end},
      {"flow.state", Key::state},
      {"flow.src_ip", Key::flow_src_ip},
      {"flow.src_port", Key::flow_src_port},
      {"flow.dest_ip", Key::flow_dest_ip},
      {"flow.dest_port", Key::flow_dest_port},
      {"tcp.tcp_flags_ts", Key::tcp_flags_ts},
      {"tcp.tcp_flags_tc", Key::tcp_flags_tc},
      {"flow_id", Key::flow_id},
      {"tx_id", Key::tx_id},
      {"fileinfo.tx_id", Key::tx_id},
      {"icmp_type", Key::icmp_type},
      {"icmp_code", Key::icmp_code},
      {"xff", Key::xff},
      {"anomaly.event", Key::anomaly_event},
      {"anomaly.type", Key::anomaly_type}};
  return kKeys;
}

}  // namespace

std::optional<EveKey> eve_key(std::string_view path) {
  const auto found = keys().find(path);
  if (found == keys().end()) return std::nullopt;
  return found->second;
}

std::uint16_t dns_type_of(std::string_view name) {
  struct Name {
    std::string_view name;
    std::uint16_t type;
  };
  constexpr Name kNames[] = {{"A", 1},    {"NS", 2},     {"CNAME", 5}, {"SOA", 6},
                             {"PTR", 12}, {"MX", 15},    {"TXT", 16},  {"AAAA", 28},
                             {"SRV", 33}, {"HTTPS", 65}, {"ANY", 255}};
  for (const Name& known : kNames)
    if (known.name == name) return known.type;
  return 0;
}

}  // namespace cordon::logs
