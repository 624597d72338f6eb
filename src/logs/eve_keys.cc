#include "logs/eve_keys.h"

namespace cordon::logs {
namespace {

using Key = EveKey;

struct DnsType {
  std::string_view name;
  std::uint16_t number;
};
constexpr DnsType kDnsTypes[] = {{"A", 1},    {"NS", 2},     {"CNAME", 5}, {"SOA", 6},
                                 {"PTR", 12}, {"MX", 15},    {"TXT", 16},  {"AAAA", 28},
                                 {"SRV", 33}, {"HTTPS", 65}, {"ANY", 255}};

constexpr JsonKeys::Path of(std::string_view path, Key key, bool list = false) {
  return {path, static_cast<int>(key), list};
}

constexpr JsonKeys::Path kPaths[] = {
    of("timestamp", Key::timestamp),
    of("event_type", Key::event_type),
    of("src_ip", Key::src_ip),
    of("src_port", Key::src_port),
    of("dest_ip", Key::dest_ip),
    of("dest_port", Key::dest_port),
    of("proto", Key::proto),
    of("app_proto", Key::app_proto),
    of("host", Key::host),
    of("direction", Key::direction),
    of("alert.gid", Key::gid),
    of("alert.signature_id", Key::sid),
    of("alert.signature", Key::signature),
    of("alert.category", Key::category),
    of("alert.metadata.cve", Key::cve, true),
    of("alert.references", Key::cve, true),
    of("http.hostname", Key::hostname),
    of("http.url", Key::url),
    of("http.http_user_agent", Key::user_agent),
    of("http.http_refer", Key::referer),
    of("http.http_method", Key::method),
    of("http.protocol", Key::protocol),
    of("http.status", Key::status),
    of("http.length", Key::length),
    of("http.xff", Key::xff),
    of("dns.type", Key::dns_type),
    of("dns.rrname", Key::rrname),
    of("dns.rrtype", Key::rrtype),
    of("dns.queries.rrname", Key::rrname),
    of("dns.queries.rrtype", Key::rrtype),
    of("dns.query.rrname", Key::rrname),
    of("dns.query.rrtype", Key::rrtype),
    of("dns.rdata", Key::rdata),
    of("flow.pkts_toserver", Key::pkts_toserver),
    of("flow.pkts_toclient", Key::pkts_toclient),
    of("flow.bytes_toserver", Key::bytes_toserver),
    of("flow.bytes_toclient", Key::bytes_toclient),
    of("flow.start", Key::start),
    of("flow.end", Key::end),
    of("flow.state", Key::state),
    of("flow.src_ip", Key::flow_src_ip),
    of("flow.src_port", Key::flow_src_port),
    of("flow.dest_ip", Key::flow_dest_ip),
    of("flow.dest_port", Key::flow_dest_port),
    of("tcp.tcp_flags_ts", Key::tcp_flags_ts),
    of("tcp.tcp_flags_tc", Key::tcp_flags_tc),
    of("flow_id", Key::flow_id),
    of("tx_id", Key::tx_id),
    of("fileinfo.tx_id", Key::tx_id),
    of("icmp_type", Key::icmp_type),
    of("icmp_code", Key::icmp_code),
    of("xff", Key::xff),
    of("anomaly.event", Key::anomaly_event),
    of("anomaly.type", Key::anomaly_type),
    of("http.request_headers.name", Key::header_name),
    of("http.request_headers.value", Key::header_value),
    of("dns.answers.rrname", Key::answer_name),
    of("dns.answers.rrtype", Key::answer_type),
    of("dns.answers.ttl", Key::answer_ttl),
    of("dns.answers.rdata", Key::answer_data),
};

}  // namespace

const JsonKeys& eve_keys() {
  static const JsonKeys kKeys = [] {
    std::vector<JsonKeys::Path> paths(std::begin(kPaths), std::end(kPaths));
    std::vector<std::string> grouped;
    grouped.reserve(std::size(kDnsTypes));
    for (const DnsType& type : kDnsTypes) {
      grouped.push_back("dns.grouped." + std::string(type.name));
      paths.push_back({grouped.back(), static_cast<int>(Key::grouped_answers) + type.number, true});
    }
    return JsonKeys(paths);
  }();
  return kKeys;
}

std::uint16_t dns_type_of(std::string_view name) {
  for (const DnsType& known : kDnsTypes)
    if (known.name == name) return known.number;
  return 0;
}

}  // namespace cordon::logs
