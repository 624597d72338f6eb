#include "logs/zeek_entry.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "logs/cells.h"
#include "logs/clock.h"
#include "logs/forwarded.h"

namespace cordon::logs {
namespace {

using C = ZeekColumn;

template <class Number>
Number number_of(std::string_view text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

net::Address address_of(std::string_view text) {
  const auto endpoint = endpoint_of(text);
  return endpoint ? endpoint->address : net::Address();
}

net::Protocol protocol_of(std::string_view text, const net::Address& host) {
  if (text == "udp") return net::Protocol::udp;
  if (text == "icmp") return host.is_v4() ? net::Protocol::icmp : net::Protocol::icmpv6;
  return net::Protocol::tcp;
}

event::App app_of(std::string_view service) {
  using event::App;
  struct Name {
    std::string_view name;
    App app;
  };
  constexpr Name kNames[] = {{"http", App::http},        {"smb", App::smb},   {"dns", App::dns},
                             {"ssl", App::tls},          {"ldap", App::ldap}, {"ssh", App::ssh},
                             {"smtp", App::smtp},        {"irc", App::irc},   {"ftp", App::ftp},
                             {"ftp-data", App::ftp_data}};
  // "gssapi,smb": several that nest; the first that we know.
  for (const Name& name : kNames)
    if (service.find(name.name) != std::string_view::npos) return name.app;
  return App::unknown;
}

event::Outcome outcome_of(std::string_view state, bool answered, net::Protocol protocol) {
  using event::Outcome;
  if (state == "SF" || state == "S1" || state == "S2" || state == "S3" || state == "RSTO" ||
      state == "RSTR")
    return Outcome::established;
  if (state == "REJ") return Outcome::refused;
  if (state == "S0" || state == "SH" || state == "RSTOS0") return Outcome::unanswered;
  // RSTRH, SHR: the responder alone was seen. OTH: the opening was not seen; and all of ICMP.
  if (state == "OTH" && answered) return Outcome::established;
  if (state == "OTH" && protocol != net::Protocol::tcp) return Outcome::unanswered;
  return Outcome::unknown;
}

void put_parties(const ZeekRow& row, Entry& entry) {
  entry.time = read_epoch(row[C::ts]).value_or(kNoTime);
  if (entry.time == kNoTime) entry.time = read_iso(row[C::ts]).value_or(kNoTime);
  entry.client = {address_of(row[C::orig_h]), number_of<std::uint16_t>(row[C::orig_p])};
  entry.server = {address_of(row[C::resp_h]), number_of<std::uint16_t>(row[C::resp_p])};
}

// False of what is neither TCP, UDP nor ICMP.
bool tell_conn(const ZeekRow& row, Entry& entry) {
  if (row[C::proto] == "unknown_transport") return false;
  entry.tells = Tells::flow;
  entry.protocol = protocol_of(row[C::proto], entry.client.address);
  if (entry.protocol == net::Protocol::icmp || entry.protocol == net::Protocol::icmpv6) {
    entry.server.port =
        static_cast<std::uint16_t>(entry.client.port << 8 | (entry.server.port & 0xff));
    entry.client.port = 0;
  }
  entry.app = app_of(row[C::service]);
  const auto seconds = read_epoch(row[C::duration]);
  if (seconds) entry.lasted = *seconds - time_from_ns(0);
  entry.client_packets = number_of<std::uint64_t>(row[C::orig_pkts]);
  entry.server_packets = number_of<std::uint64_t>(row[C::resp_pkts]);
  entry.client_bytes = number_of<std::uint64_t>(row[C::orig_bytes]);
  entry.server_bytes = number_of<std::uint64_t>(row[C::resp_bytes]);
  if (row[C::orig_bytes].empty() && row[C::resp_bytes].empty()) {  // no payload was counted
    entry.client_bytes = number_of<std::uint64_t>(row[C::orig_ip_bytes]);
    entry.server_bytes = number_of<std::uint64_t>(row[C::resp_ip_bytes]);
    entry.bytes_are_ip = true;
  }
  entry.outcome =
      outcome_of(row[C::conn_state], entry.server_packets + entry.server_bytes > 0, entry.protocol);
  return true;
}

// "X-FORWARDED-FOR -> 198.51.100.7" among a set of such.
std::string_view forwarded_in(std::string_view proxied) {
  constexpr std::string_view kName = "X-FORWARDED-FOR -> ";
  const std::size_t at = proxied.find(kName);
  if (at == std::string_view::npos) return {};
  const std::string_view list = proxied.substr(at + kName.size());
  return list.substr(0, list.find(kBetweenValues));
}

}  // namespace

void ZeekTeller::tell_http(const ZeekRow& row) {
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  entry_.method = row[C::method];
  entry_.target = row[C::uri];
  if (!row[C::version].empty())  // "1.1"; the rules know it as "HTTP/1.1"
    entry_.version = version_.assign("HTTP/").append(row[C::version]);
  const auto header = [&](std::string_view name, C column) {
    if (!row[column].empty()) entry_.headers.push_back({name, row[column]});
  };
  header("Host", C::host);
  header("User-Agent", C::user_agent);
  header("Referer", C::referrer);
  entry_.status = number_of<int>(row[C::status_code]);
  entry_.unanswered = entry_.status == 0;
  entry_.request_bytes = number_of<std::uint64_t>(row[C::request_body_len]);
  entry_.response_bytes = number_of<std::uint64_t>(row[C::response_body_len]);
  put_forwarded(forwarded_in(row[C::proxied]), entry_);
}

// Of answers the types are not told; addresses show theirs, the rest are names or texts.
bool ZeekTeller::tell_dns(const ZeekRow& row) {
  if (row[C::query].empty()) return false;
  entry_.tells = Tells::dns;
  entry_.app = event::App::dns;
  entry_.protocol = protocol_of(row[C::proto], entry_.client.address);
  entry_.query = row[C::query];
  entry_.query_type = number_of<std::uint16_t>(row[C::qtype]);
  if (row[C::answers].empty()) return true;
  constexpr std::uint16_t kA = 1, kCname = 5, kAaaa = 28;
  for (const std::string_view answer : split(row[C::answers], kBetweenValues)) {
    const auto address = read_address(answer);
    const std::uint16_t type = address ? address->is_v4() ? kA : kAaaa : kCname;
    entry_.answers.push_back({std::string(entry_.query), type, 0, std::string(answer)});
  }
  return true;
}

bool ZeekTeller::tell_notice(const ZeekRow& row) {
  entry_.tells = Tells::alert;
  entry_.category = row[C::note];
  text_ = row[C::msg];
  if (!row[C::sub].empty()) text_.append(" ").append(row[C::sub]);
  entry_.message = text_;
  if (entry_.client.address.is_unspecified()) entry_.client.address = address_of(row[C::src]);
  if (entry_.server.address.is_unspecified()) entry_.server.address = address_of(row[C::dst]);
  if (entry_.server.port == 0) entry_.server.port = number_of<std::uint16_t>(row[C::p]);
  entry_.protocol = protocol_of(row[C::proto], entry_.client.address);
  return !entry_.client.address.is_unspecified();  // else it is about the sensor
}

void ZeekTeller::tell_message(const ZeekRow& row, event::App app) {
  entry_.tells = Tells::flow;
  entry_.outcome = event::Outcome::established;
  entry_.app = app;
  text_.clear();
  for (const C column : {C::endpoint, C::operation, C::path, C::name, C::server_name})
    if (!row[column].empty()) text_.append(text_.empty() ? "" : " ").append(row[column]);
  entry_.message = text_;
}

bool ZeekTeller::tell(const ZeekLogName& log, const ZeekRow& row) {
  switch (log.log) {
    case ZeekLog::conn: return tell_conn(row, entry_);
    case ZeekLog::http: tell_http(row); return true;
    case ZeekLog::dns: return tell_dns(row);
    case ZeekLog::notice: return tell_notice(row);
    case ZeekLog::weird:
      entry_.tells = Tells::anomaly;
      entry_.message = row[C::name];
      return true;
    case ZeekLog::known:
      entry_.tells = Tells::service;
      entry_.server = {address_of(row[C::host]), number_of<std::uint16_t>(row[C::port_num])};
      return true;
    case ZeekLog::files:
      if (row[C::orig_h].empty()) return false;
      tell_message(row, app_of(lowered(row[C::source])));
      return true;
    case ZeekLog::message: tell_message(row, log.app); return true;
    case ZeekLog::other: break;
  }
  return false;
}

Verdict ZeekTeller::tell(const ZeekLogName& log, const ZeekRow& row, EntrySink& sink) {
  if (log.log == ZeekLog::other) return Verdict::nothing;
  entry_.clear();
  put_parties(row, entry_);
  if (entry_.time == kNoTime) return Verdict::bad;
  if (!tell(log, row)) return Verdict::nothing;
  sink.entry(entry_);
  return Verdict::told;
}

}  // namespace cordon::logs
