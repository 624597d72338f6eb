#include "logs/eve.h"

#include <absl/container/flat_hash_map.h>

#include <charconv>

#include "base/text.h"
#include "logs/clock.h"
#include "logs/forwarded.h"

namespace cordon::logs {
namespace {

using Key = EveParser::Key;

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
      {"flow.pkts_toserver", Key::pkts_toserver},
      {"flow.pkts_toclient", Key::pkts_toclient},
      {"flow.bytes_toserver", Key::bytes_toserver},
      {"flow.bytes_toclient", Key::bytes_toclient},
      {"flow.start", Key::start},
      {"flow.end", Key::end},
      {"flow.state", Key::state},
      {"tcp.tcp_flags_tc", Key::tcp_flags_tc},
      {"anomaly.event", Key::anomaly_event},
      {"anomaly.type", Key::anomaly_event}};
  return kKeys;
}

template <class Number>
Number number_of(std::string_view text, int base = 10) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

net::Address address_of(std::string_view text) {
  const auto endpoint = endpoint_of(text);
  return endpoint ? endpoint->address : net::Address();
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words)
    if (text == word) return true;
  return false;
}

net::Protocol protocol_of(std::string_view name) {
  if (is_one_of(name, {"UDP", "udp"})) return net::Protocol::udp;
  if (is_one_of(name, {"ICMP", "icmp"})) return net::Protocol::icmp;
  if (is_one_of(name, {"IPv6-ICMP", "ICMPv6", "ipv6-icmp"})) return net::Protocol::icmpv6;
  return net::Protocol::tcp;
}

event::App app_of(std::string_view name) {
  using event::App;
  for (const App app : {App::http, App::smb, App::dns, App::tls, App::ldap, App::ssh, App::smtp,
                        App::ftp, App::tftp})
    if (event::name_of(app) == name) return app;
  return App::unknown;
}

std::uint16_t query_type_of(std::string_view name) {
  if (name == "A") return 1;
  if (name == "CNAME") return 5;
  if (name == "MX") return 15;
  if (name == "TXT") return 16;
  if (name == "AAAA") return 28;
  return 0;
}

}  // namespace

bool EveParser::enter(std::string_view path) {
  return is_one_of(path, {"alert", "http", "dns", "flow", "tcp", "anomaly", "alert.metadata",
                          "alert.metadata.cve", "alert.references", "dns.query", "dns.queries"});
}

void EveParser::leaf(std::string_view path, std::string_view text) {
  const auto found = keys().find(path);
  if (found == keys().end()) return;
  if (found->second == Key::cve) {
    cves_.push_back(text);
    return;
  }
  auto& value = values_[static_cast<std::size_t>(found->second)];
  if (value.empty()) value = text;
}

bool EveParser::put_parties() {
  entry_.time = read_iso((*this)[Key::timestamp]).value_or(kNoTime);
  if (entry_.time == kNoTime) return false;
  entry_.sensor = (*this)[Key::host];
  entry_.client = {address_of((*this)[Key::src_ip]),
                   number_of<std::uint16_t>((*this)[Key::src_port])};
  entry_.server = {address_of((*this)[Key::dest_ip]),
                   number_of<std::uint16_t>((*this)[Key::dest_port])};
  entry_.protocol = protocol_of((*this)[Key::proto]);
  entry_.app = app_of((*this)[Key::app_proto]);
  return true;
}

// The packet's source sent what the alert is about. Suricata says which side that is since 7; else
// a service has the lower port.
void EveParser::tell_alert() {
  entry_.tells = Tells::alert;
  entry_.gid = number_of<std::uint32_t>((*this)[Key::gid]);
  entry_.sid = number_of<std::uint32_t>((*this)[Key::sid]);
  entry_.message = (*this)[Key::signature];
  entry_.category = (*this)[Key::category];
  entry_.references = cves_;
  constexpr std::uint16_t kFirstEphemeral = 1024;
  const std::string_view direction = (*this)[Key::direction];
  entry_.from_server = direction.empty()
                           ? entry_.client.port != 0 && entry_.client.port < kFirstEphemeral &&
                                 entry_.server.port >= kFirstEphemeral
                           : direction == "to_client";
  if (entry_.from_server) std::swap(entry_.client, entry_.server);
}

void EveParser::tell_http() {
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  entry_.method = (*this)[Key::method];
  entry_.target = (*this)[Key::url];
  entry_.version = (*this)[Key::protocol];
  const auto header = [&](std::string_view name, Key key) {
    if (!(*this)[key].empty()) entry_.headers.push_back({name, (*this)[key]});
  };
  header("Host", Key::hostname);
  header("User-Agent", Key::user_agent);
  header("Referer", Key::referer);
  entry_.status = number_of<int>((*this)[Key::status]);
  entry_.unanswered = entry_.status == 0;
  entry_.response_bytes = number_of<std::uint64_t>((*this)[Key::length]);
  if (!(*this)[Key::xff].empty() && entry_.client.address.is_private())
    if (const auto client = forwarded_client((*this)[Key::xff])) entry_.client = {*client, 0};
}

void EveParser::tell_dns() {
  entry_.tells = Tells::dns;
  entry_.app = event::App::dns;
  entry_.query = (*this)[Key::rrname];
  entry_.query_type = query_type_of((*this)[Key::rrtype]);
  // An answer's source is the server.
  if (is_one_of((*this)[Key::dns_type], {"answer", "response"}) && entry_.client.port == 53)
    std::swap(entry_.client, entry_.server);
  if (entry_.query.empty()) entry_.tells = Tells::nothing;
}

void EveParser::tell_flow() {
  entry_.tells = Tells::flow;
  entry_.client_packets = number_of<std::uint64_t>((*this)[Key::pkts_toserver]);
  entry_.server_packets = number_of<std::uint64_t>((*this)[Key::pkts_toclient]);
  entry_.client_bytes = number_of<std::uint64_t>((*this)[Key::bytes_toserver]);
  entry_.server_bytes = number_of<std::uint64_t>((*this)[Key::bytes_toclient]);
  entry_.bytes_are_ip = true;
  const auto start = read_iso((*this)[Key::start]);
  const auto end = read_iso((*this)[Key::end]);
  if (start && end && *end >= *start) entry_.lasted = *end - *start;
  if (start) entry_.time = *start;
  constexpr unsigned kReset = 0x04, kSyn = 0x02;
  const auto flags = number_of<unsigned>((*this)[Key::tcp_flags_tc], 16);
  if (entry_.server_packets == 0)
    entry_.outcome = event::Outcome::unanswered;
  else if (entry_.protocol == net::Protocol::tcp && (flags & kReset) != 0 && (flags & kSyn) == 0)
    entry_.outcome = event::Outcome::refused;
  else
    entry_.outcome = event::Outcome::established;
}

Verdict EveParser::read(std::string_view unit, EntrySink& sink) {
  values_.fill({});
  cves_.clear();
  if (walk_.walk(unit, *this) != Walked::whole) return Verdict::bad;
  const std::string_view type = (*this)[Key::event_type];
  if (type.empty()) return Verdict::bad;
  if (!is_one_of(type, {"alert", "http", "dns", "flow", "anomaly"})) return Verdict::nothing;
  entry_.clear();
  if (!put_parties()) return Verdict::bad;
  if (type == "alert") tell_alert();
  if (type == "http") tell_http();
  if (type == "dns") tell_dns();
  if (type == "flow") tell_flow();
  if (type == "anomaly") {
    entry_.tells = Tells::anomaly;
    entry_.message = (*this)[Key::anomaly_event];
  }
  if (entry_.tells == Tells::nothing) return Verdict::nothing;
  sink.entry(entry_);
  return Verdict::told;
}

}  // namespace cordon::logs
