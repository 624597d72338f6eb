// Suricata's EVE: alerts, HTTP, DNS, flows and anomalies, an object a line or in an array.
//
// Source: Suricata's documentation of the EVE JSON format; DNS in its three versions. Views live
// until the next unit. Threads: one a file.
#pragma once

#include <array>
#include <vector>

#include "logs/json_walk.h"
#include "logs/parser.h"

namespace cordon::logs {

class EveParser final : public Parser, private JsonVisitor {
 public:
  Verdict read(std::string_view unit, EntrySink& sink) override;

  enum class Key : std::uint8_t {
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
    tcp_flags_tc,
    anomaly_event,
    count,
  };

 private:
  bool enter(std::string_view path) override;
  void leaf(std::string_view path, std::string_view text) override;
  std::string_view operator[](Key key) const { return values_[static_cast<std::size_t>(key)]; }

  bool put_parties();
  void tell_alert();
  void tell_http();
  void tell_dns();
  void tell_flow();

  JsonWalk walk_;
  std::array<std::string_view, static_cast<std::size_t>(Key::count)> values_;
  std::vector<std::string_view> cves_;
  Entry entry_;
};

}  // namespace cordon::logs
