#include "logs/eve.h"

#include <charconv>

#include "base/hash.h"
#include "base/text.h"
#include "logs/escapes.h"
#include "logs/flow_record.h"
#include "logs/forwarded.h"

namespace cordon::logs {
namespace {

using Key = EveKey;

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
  if (name == "TCP") return net::Protocol::tcp;
  if (is_one_of(name, {"UDP", "udp"})) return net::Protocol::udp;
  if (is_one_of(name, {"ICMP", "icmp"})) return net::Protocol::icmp;
  if (is_one_of(name, {"IPv6-ICMP", "ICMPv6", "ipv6-icmp"})) return net::Protocol::icmpv6;
  return net::Protocol::tcp;
}

event::App app_of(std::string_view name) {
  using event::App;
  if (name.empty()) return App::unknown;
  for (const App app : {App::http, App::smb, App::dns, App::tls, App::ldap, App::ssh, App::smtp,
                        App::ftp, App::tftp})
    if (event::name_of(app) == name) return app;
  return App::unknown;
}

bool well_known(std::uint16_t port) { return port != 0 && port < 1024; }

// Events of protocols whose messages say no more here than that they were spoken.
constexpr std::pair<std::string_view, event::App> kMessages[] = {
    {"tls", event::App::tls},   {"smb", event::App::smb},  {"dcerpc", event::App::smb},
    {"ssh", event::App::ssh},   {"ftp", event::App::ftp},  {"smtp", event::App::smtp},
    {"ldap", event::App::ldap}, {"tftp", event::App::tftp}};

}  // namespace

// "dns": {"answers": [{"rrname": ..., "rdata": ...}], "grouped": {"A": [...]}}
void EveParser::hear_many(int leaf, std::string_view text) {
  constexpr std::size_t kMostAnswers = 64;   // a datagram holds few more
  constexpr std::size_t kMostHeaders = 128;  // a forger can send thousands
  if (grouped_type(leaf) > 0) {
    if (answers_.size() < kMostAnswers)
      answers_.push_back(
          {"", static_cast<std::uint16_t>(grouped_type(leaf)), 0, std::string(text)});
    return;
  }
  const auto key = static_cast<Key>(leaf);
  if (key == Key::cve) cves_.push_back(text);
  if (key == Key::header_name && headers_.size() < kMostHeaders) headers_.push_back({text, {}});
  if (key == Key::header_value && !headers_.empty()) headers_.back().value = text;
  if (key == Key::answer_name && answers_.size() < kMostAnswers)
    answers_.push_back({std::string(text), 0, 0, {}});
  if (answers_.empty()) return;
  event::DnsRecord& answer = answers_.back();
  if (key == Key::answer_type) answer.type = dns_type_of(text);
  if (key == Key::answer_ttl) answer.ttl = number_of<std::uint32_t>(text);
  if (key == Key::answer_data) answer.data = text;
}

void EveParser::leaf(int leaf, std::string_view text) {
  if (leaf >= static_cast<int>(Key::count)) return hear_many(leaf, text);
  auto& value = values_[static_cast<std::size_t>(leaf)];
  if (value.empty()) value = text;
}

std::string_view EveParser::plain(Key key) {
  return with_bytes((*this)[key], scratch_[static_cast<std::size_t>(key)]);
}

bool EveParser::put_parties() {
  entry_.time = clock_.read((*this)[Key::timestamp]).value_or(kNoTime);
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

// The packet's source sent what the alert is about. Which side that is, Suricata 7 says of the flow
// and of the direction; else the service's port does.
void EveParser::tell_alert() {
  entry_.tells = Tells::alert;
  entry_.gid = number_of<std::uint32_t>((*this)[Key::gid]);
  entry_.sid = number_of<std::uint32_t>((*this)[Key::sid]);
  entry_.message = (*this)[Key::signature];
  entry_.category = (*this)[Key::category];
  entry_.references = cves_;
  const std::string_view direction = (*this)[Key::direction];
  const net::Address opener = address_of((*this)[Key::flow_src_ip]);
  if (!opener.is_unspecified())
    entry_.from_server =
        opener != entry_.client.address ||
        (opener == entry_.server.address &&
         number_of<std::uint16_t>((*this)[Key::flow_src_port]) != entry_.client.port);
  else if (!direction.empty())
    entry_.from_server = direction == "to_client";
  else
    entry_.from_server = well_known(entry_.client.port) && !well_known(entry_.server.port);
  if (entry_.from_server) std::swap(entry_.client, entry_.server);
  if (!(*this)[Key::xff].empty()) put_forwarded((*this)[Key::xff], entry_);
}

bool EveParser::told_before() {
  const std::string_view flow = (*this)[Key::flow_id];
  if (flow.empty() || (*this)[Key::tx_id].empty()) return false;
  const std::uint64_t key =
      combine(hash_of(bytes_of(flow)), number_of<std::uint64_t>((*this)[Key::tx_id])) | 1;
  std::uint64_t& slot = recent_[key / 2 % kMostRecent];
  if (slot == key) return true;
  slot = key;
  return false;
}

bool EveParser::tell_http() {
  if ((*this)[Key::url].empty() && (*this)[Key::method].empty()) return false;
  if (told_before()) return false;
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  entry_.method = (*this)[Key::method];
  entry_.target = plain(Key::url);
  entry_.version = (*this)[Key::protocol];
  for (const event::HttpHeader& header : headers_) entry_.headers.push_back(header);
  const auto header = [&](std::string_view name, Key key) {
    if ((*this)[key].empty()) return;
    for (const event::HttpHeader& known : headers_)
      if (lowered(known.name) == lowered(name)) return;
    entry_.headers.push_back({name, plain(key)});
  };
  header("Host", Key::hostname);
  header("User-Agent", Key::user_agent);
  header("Referer", Key::referer);
  entry_.status = number_of<int>((*this)[Key::status]);
  entry_.unanswered = entry_.status == 0;
  entry_.response_bytes = number_of<std::uint64_t>((*this)[Key::length]);
  if (!(*this)[Key::xff].empty()) put_forwarded((*this)[Key::xff], entry_);
  return true;
}

bool EveParser::tell_dns() {
  if ((*this)[Key::rrname].empty()) return false;
  entry_.tells = Tells::dns;
  entry_.app = event::App::dns;
  entry_.query = (*this)[Key::rrname];
  entry_.query_type = dns_type_of((*this)[Key::rrtype]);
  // An answer's source is the server.
  if (is_one_of((*this)[Key::dns_type], {"answer", "response"}) && entry_.client.port == 53 &&
      entry_.server.port != 53)
    std::swap(entry_.client, entry_.server);
  if (!(*this)[Key::rdata].empty())  // the first version: an event for each answer
    answers_.push_back(
        {std::string(entry_.query), entry_.query_type, 0, std::string((*this)[Key::rdata])});
  entry_.answers = answers_;
  return true;
}

void EveParser::tell_flow() {
  entry_.tells = Tells::flow;
  entry_.client_packets = number_of<std::uint64_t>((*this)[Key::pkts_toserver]);
  entry_.server_packets = number_of<std::uint64_t>((*this)[Key::pkts_toclient]);
  entry_.client_bytes = number_of<std::uint64_t>((*this)[Key::bytes_toserver]);
  entry_.server_bytes = number_of<std::uint64_t>((*this)[Key::bytes_toclient]);
  entry_.bytes_are_ip = true;
  const auto start = clock_.read((*this)[Key::start]);
  const auto end = clock_.read((*this)[Key::end]);
  if (start && end && *end >= *start) entry_.lasted = *end - *start;
  if (start) entry_.time = *start;
  auto client = number_of<TcpFlags>((*this)[Key::tcp_flags_ts], 16);
  auto server = number_of<TcpFlags>((*this)[Key::tcp_flags_tc], 16);
  const bool tcp = entry_.protocol == net::Protocol::tcp && client + server != 0;
  if (entry_.protocol == net::Protocol::icmp || entry_.protocol == net::Protocol::icmpv6)
    entry_.server.port =
        static_cast<std::uint16_t>(number_of<std::uint8_t>((*this)[Key::icmp_type]) << 8 |
                                   number_of<std::uint8_t>((*this)[Key::icmp_code]));
  // A flow whose opening Suricata missed begins with whom it saw first.
  const bool opening_missed = tcp ? (client & kSyn) == 0 : entry_.server_packets == 0;
  if (opening_missed && source_serves(entry_)) {
    turn(entry_);
    std::swap(client, server);
  }
  if (tcp)
    entry_.outcome = outcome_of(client, server);
  else
    entry_.outcome = entry_.server_packets == 0   ? event::Outcome::unanswered
                     : entry_.client_packets == 0 ? event::Outcome::unknown
                                                  : event::Outcome::established;
}

// The sender of a file is the source, be it client or server.
bool EveParser::tell_file() {
  if (source_serves(entry_)) turn(entry_);
  if (!(*this)[Key::url].empty()) return tell_http();
  tell_message(entry_.app);
  return true;
}

void EveParser::tell_anomaly() {
  entry_.tells = Tells::anomaly;
  entry_.message = (*this)[Key::anomaly_event];
  if (entry_.message.empty()) entry_.message = (*this)[Key::anomaly_type];
}

void EveParser::tell_message(event::App app) {
  entry_.tells = Tells::flow;
  entry_.app = app;
  entry_.outcome = event::Outcome::established;
}

// False where it is of no concern.
bool EveParser::tell(std::string_view type) {
  using event::App;
  if (type == "alert") return tell_alert(), true;
  if (type == "http") return tell_http();
  if (type == "dns") return tell_dns();
  if (type == "flow") return tell_flow(), true;
  if (type == "fileinfo") return tell_file();
  if (type == "anomaly") return tell_anomaly(), true;
  for (const auto& [name, app] : kMessages)
    if (name == type) return tell_message(app), true;
  return false;
}

Verdict EveParser::read(std::string_view unit, EntrySink& sink) {
  values_.fill({});
  cves_.clear();
  headers_.clear();
  answers_.clear();
  const Walked walked = walk_.walk(unit, eve_keys(), *this);
  const std::string_view type = (*this)[Key::event_type];
  if (walked == Walked::none || type.empty()) return Verdict::bad;
  entry_.clear();
  if (!put_parties()) return Verdict::bad;
  // Of an event that was cut its main part must be there: counters that are not are not 0.
  const bool main = !(*this)[type == "alert" ? Key::signature : Key::url].empty();
  if (walked == Walked::cut && (!main || !is_one_of(type, {"alert", "http"}))) return Verdict::bad;
  if (!tell(type)) return Verdict::nothing;
  sink.entry(entry_);
  return walked == Walked::cut ? Verdict::cut : Verdict::told;
}

}  // namespace cordon::logs
