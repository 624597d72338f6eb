#include "logs/zeek_entry.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <charconv>

#include "logs/clock.h"
#include "logs/forwarded.h"

namespace cordon::logs {
namespace {

using C = ZeekColumn;

const absl::flat_hash_map<std::string_view, C>& columns() {
  static const absl::flat_hash_map<std::string_view, C> kColumns = {
      {"ts", C::ts},
      {"id.orig_h", C::orig_h},
      {"id.orig_p", C::orig_p},
      {"id.resp_h", C::resp_h},
      {"id.resp_p", C::resp_p},
      {"proto", C::proto},
      {"service", C::service},
      {"duration", C::duration},
      {"orig_bytes", C::orig_bytes},
      {"resp_bytes", C::resp_bytes},
      {"conn_state", C::conn_state},
      {"orig_pkts", C::orig_pkts},
      {"orig_ip_bytes", C::orig_ip_bytes},
      {"resp_pkts", C::resp_pkts},
      {"resp_ip_bytes", C::resp_ip_bytes},
      {"method", C::method},
      {"host", C::host},
      {"uri", C::uri},
      {"referrer", C::referrer},
      {"version", C::version},
      {"user_agent", C::user_agent},
      {"request_body_len", C::request_body_len},
      {"response_body_len", C::response_body_len},
      {"status_code", C::status_code},
      {"proxied", C::proxied},
      {"query", C::query},
      {"qtype", C::qtype},
      {"answers", C::answers},
      {"note", C::note},
      {"msg", C::msg},
      {"sub", C::sub},
      {"src", C::src},
      {"dst", C::dst},
      {"p", C::p},
      {"name", C::name},
      {"endpoint", C::endpoint},
      {"operation", C::operation},
      {"path", C::path},
      {"port_num", C::port_num},
      {"port_proto", C::port_proto}};
  return kColumns;
}

constexpr std::string_view kLogs[] = {"conn",        "http",           "dns",     "ssl",    "ssh",
                                      "smb_mapping", "smb_files",      "dce_rpc", "notice", "weird",
                                      "known_hosts", "known_services", "software"};

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

event::Outcome outcome_of(std::string_view state, bool answered) {
  using event::Outcome;
  if (state == "SF" || state == "S1" || state == "S2" || state == "S3" || state == "RSTO" ||
      state == "RSTR")
    return Outcome::established;
  if (state == "REJ") return Outcome::refused;
  if (state == "S0" || state == "SH" || state == "RSTOS0") return Outcome::unanswered;
  // OTH: traffic midstream, and ICMP; RSTRH, SHR: the responder alone was seen.
  if (state == "OTH") return answered ? Outcome::established : Outcome::unanswered;
  return Outcome::unknown;
}

void put_parties(const ZeekRow& row, Entry& entry) {
  entry.time = read_epoch(row[C::ts]).value_or(kNoTime);
  if (entry.time == kNoTime) entry.time = read_iso(row[C::ts]).value_or(kNoTime);
  entry.client = {address_of(row[C::orig_h]), number_of<std::uint16_t>(row[C::orig_p])};
  entry.server = {address_of(row[C::resp_h]), number_of<std::uint16_t>(row[C::resp_p])};
}

void tell_conn(const ZeekRow& row, Entry& entry) {
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
  entry.outcome = outcome_of(row[C::conn_state], entry.server_packets + entry.server_bytes > 0);
}

void tell_http(const ZeekRow& row, Entry& entry) {
  entry.tells = Tells::http;
  entry.app = event::App::http;
  entry.method = row[C::method];
  entry.target = row[C::uri];
  const auto header = [&](std::string_view name, C column) {
    if (!row[column].empty()) entry.headers.push_back({name, row[column]});
  };
  header("Host", C::host);
  header("User-Agent", C::user_agent);
  header("Referer", C::referrer);
  entry.status = number_of<int>(row[C::status_code]);
  entry.unanswered = entry.status == 0;
  entry.request_bytes = number_of<std::uint64_t>(row[C::request_body_len]);
  entry.response_bytes = number_of<std::uint64_t>(row[C::response_body_len]);
}

// Its version is "1.1"; the rules know it as "HTTP/1.1".
void put_version(const ZeekRow& row, Entry& entry, std::string& text) {
  if (row[C::version].empty()) return;
  text = "HTTP/";
  text += row[C::version];
  entry.version = text;
}

void tell_notice(const ZeekRow& row, Entry& entry, std::string& text) {
  entry.tells = Tells::alert;
  entry.category = row[C::note];
  text = row[C::msg];
  if (!row[C::sub].empty()) text.append(" ").append(row[C::sub]);
  entry.message = text;
  if (entry.client.address.is_unspecified()) entry.client.address = address_of(row[C::src]);
  if (entry.server.address.is_unspecified()) entry.server.address = address_of(row[C::dst]);
  if (entry.server.port == 0) entry.server.port = number_of<std::uint16_t>(row[C::p]);
  entry.protocol = protocol_of(row[C::proto], entry.client.address);
}

// A call over a flow that was established: what was called is the message.
void tell_call(ZeekLog log, const ZeekRow& row, Entry& entry, std::string& text) {
  entry.tells = Tells::flow;
  entry.outcome = event::Outcome::established;
  entry.app = log == ZeekLog::ssl   ? event::App::tls
              : log == ZeekLog::ssh ? event::App::ssh
                                    : event::App::smb;
  text.clear();
  for (const C column : {C::endpoint, C::operation, C::path, C::name})
    if (!row[column].empty()) text.append(text.empty() ? "" : " ").append(row[column]);
  entry.message = text;
}

}  // namespace

std::optional<ZeekColumn> zeek_column(std::string_view name) {
  const auto found = columns().find(name);
  if (found == columns().end()) return std::nullopt;
  return found->second;
}

ZeekLog zeek_log(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kLogs); ++i)
    if (name.starts_with(kLogs[i]) &&
        (name.size() == kLogs[i].size() || name[kLogs[i].size()] == '.'))
      return static_cast<ZeekLog>(i);
  return ZeekLog::other;
}

std::string_view name_of(ZeekLog log) {
  return log == ZeekLog::other ? "other" : kLogs[static_cast<std::size_t>(log)];
}

Format format_of(ZeekLog log, bool json) {
  Format format;
  format.name = "Zeek " + std::string(name_of(log)) + (json ? ", JSON" : "");
  format.kind = "zeek." + std::string(name_of(log));
  format.depth = log == ZeekLog::conn     ? Depth::flows
                 : log == ZeekLog::notice ? Depth::alerts
                 : log == ZeekLog::http   ? Depth::messages
                                          : Depth::flows;
  return format;
}

ZeekLog zeek_log_of(const ZeekRow& row) {
  if (!row[C::conn_state].empty()) return ZeekLog::conn;
  if (!row[C::note].empty()) return ZeekLog::notice;
  if (!row[C::query].empty() && !row[C::orig_h].empty()) return ZeekLog::dns;
  if (!row[C::uri].empty() || !row[C::status_code].empty()) return ZeekLog::http;
  if (!row[C::operation].empty()) return ZeekLog::dce_rpc;
  return ZeekLog::other;
}

Verdict tell_zeek(ZeekLog log, const ZeekRow& row, Entry& entry, std::string& text,
                  EntrySink& sink) {
  if (log == ZeekLog::other) return Verdict::nothing;
  entry.clear();
  put_parties(row, entry);
  if (entry.time == kNoTime) return Verdict::bad;
  switch (log) {
    case ZeekLog::conn: tell_conn(row, entry); break;
    case ZeekLog::http:
      tell_http(row, entry);
      put_version(row, entry, text);
      break;
    case ZeekLog::dns:
      entry.tells = Tells::dns;
      entry.protocol = protocol_of(row[C::proto], entry.client.address);
      entry.query = row[C::query];
      entry.query_type = number_of<std::uint16_t>(row[C::qtype]);
      if (entry.query.empty()) return Verdict::nothing;
      break;
    case ZeekLog::notice: tell_notice(row, entry, text); break;
    case ZeekLog::weird:
      entry.tells = Tells::anomaly;
      entry.message = row[C::name];
      break;
    case ZeekLog::known_hosts:
    case ZeekLog::known_services:
    case ZeekLog::software:
      entry.tells = Tells::service;
      entry.server = {address_of(row[C::host]), number_of<std::uint16_t>(row[C::port_num])};
      break;
    case ZeekLog::ssl:
    case ZeekLog::ssh:
    case ZeekLog::smb_mapping:
    case ZeekLog::smb_files:
    case ZeekLog::dce_rpc: tell_call(log, row, entry, text); break;
    case ZeekLog::other: break;
  }
  sink.entry(entry);
  return Verdict::told;
}

}  // namespace cordon::logs
