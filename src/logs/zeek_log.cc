#include "logs/zeek_log.h"

#include <absl/container/flat_hash_map.h>

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
      {"host_p", C::port_num},
      {"source", C::source},
      {"fuid", C::fuid},
      {"server_name", C::server_name},
      {"share_type", C::share_type},
      {"action", C::action},
      {"software_type", C::software_type},
      {"mime_type", C::mime_type},
      {"peer", C::peer}};
  return kColumns;
}

constexpr ZeekLogName kLogs[] = {
    {ZeekLog::conn, "conn"},
    {ZeekLog::http, "http"},
    {ZeekLog::dns, "dns"},
    {ZeekLog::notice, "notice"},
    {ZeekLog::weird, "weird"},
    {ZeekLog::files, "files"},
    {ZeekLog::known, "known_hosts"},
    {ZeekLog::known, "known_services"},
    {ZeekLog::known, "known_certs"},
    {ZeekLog::known, "software"},
    {ZeekLog::message, "ssl", event::App::tls},
    {ZeekLog::message, "ssh", event::App::ssh},
    {ZeekLog::message, "smb_mapping", event::App::smb},
    {ZeekLog::message, "smb_files", event::App::smb},
    {ZeekLog::message, "smb_cmd", event::App::smb},
    {ZeekLog::message, "dce_rpc", event::App::smb},
    {ZeekLog::message, "ntlm", event::App::smb},
    {ZeekLog::message, "ftp", event::App::ftp},
    {ZeekLog::message, "smtp", event::App::smtp},
    {ZeekLog::message, "irc", event::App::irc},
    {ZeekLog::message, "ldap", event::App::ldap},
    {ZeekLog::message, "ldap_search", event::App::ldap},
    {ZeekLog::message, "rdp"},
    {ZeekLog::message, "rfb"},
    {ZeekLog::message, "mysql"},
    {ZeekLog::message, "kerberos"},
};

// Logs that say nothing that is of concern here, so that all of a folder can be named.
constexpr std::string_view kOthers[] = {
    "analyzer",       "arp",       "broker",     "capture_loss", "cluster",       "config",
    "dhcp",           "dnp3",      "dpd",        "intel",        "known_devices", "known_modbus",
    "loaded_scripts", "modbus",    "ntp",        "ocsp",         "packet_filter", "pe",
    "print",          "prof",      "quic",       "radius",       "reporter",      "sip",
    "signatures",     "snmp",      "socks",      "stats",        "stderr",        "stdout",
    "syslog",         "telemetry", "traceroute", "tunnel",       "websocket",     "x509"};

// "http", "http.log", "http.2024-01-01.log.gz"
bool is_name(std::string_view file, std::string_view log) {
  return file.starts_with(log) && (file.size() == log.size() || file[log.size()] == '.');
}

}  // namespace

std::optional<ZeekColumn> zeek_column(std::string_view name) {
  const auto found = columns().find(name);
  if (found == columns().end()) return std::nullopt;
  return found->second;
}

const JsonKeys& zeek_keys() {
  static const JsonKeys kKeys = [] {
    std::vector<JsonKeys::Path> paths = {{"_path", kZeekPath}};
    for (const auto& [name, column] : columns())
      paths.push_back({name, static_cast<int>(column), is_list(column)});
    return JsonKeys(paths);
  }();
  return kKeys;
}

bool is_list(ZeekColumn column) { return column == C::answers || column == C::proxied; }

bool is_exact(ZeekColumn column) {
  switch (column) {
    case C::uri:
    case C::host:
    case C::referrer:
    case C::user_agent:
    case C::query:
    case C::msg:
    case C::sub:
    case C::path:
    case C::name: return false;
    default: return true;
  }
}

ZeekLogName zeek_log(std::string_view name) {
  for (const ZeekLogName& log : kLogs)
    if (is_name(name, log.name)) return log;
  for (const std::string_view other : kOthers)
    if (is_name(name, other)) return {ZeekLog::other, other};
  return {};
}

Format format_of(const ZeekLogName& log, bool json) {
  Format format;
  format.name = "Zeek " + std::string(log.name) + (json ? ", JSON" : "");
  format.kind = "zeek." + std::string(log.name);
  format.depth = log.log == ZeekLog::notice ? Depth::alerts
                 : log.log == ZeekLog::http ? Depth::messages
                                            : Depth::flows;
  return format;
}

ZeekLogName zeek_log_of(const ZeekRow& row) {
  const auto has = [&](C column) { return !row[column].empty(); };
  if (has(C::conn_state)) return zeek_log("conn");
  if (has(C::note)) return zeek_log("notice");
  if (has(C::fuid) && has(C::source)) return zeek_log("files");
  if (has(C::software_type)) return zeek_log("software");
  if (has(C::orig_h)) {
    if (has(C::query)) return zeek_log("dns");
    if (has(C::uri) || has(C::status_code)) return zeek_log("http");
    if (has(C::operation)) return zeek_log("dce_rpc");
    if (has(C::share_type)) return zeek_log("smb_mapping");
    if (has(C::action)) return zeek_log("smb_files");
    if (has(C::server_name)) return zeek_log("ssl");
  }
  if (has(C::name) && has(C::peer)) return zeek_log("weird");
  if (has(C::host) && has(C::port_num)) return zeek_log("known_services");
  return {};
}

}  // namespace cordon::logs
