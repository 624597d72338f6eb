#include "report/eve.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "net/community_id.h"

namespace cordon::report {
namespace {

using Json = nlohmann::ordered_json;

// Suricata writes an offset where RFC 3339 allows a Z.
std::string eve_time(Time time) {
  std::string text = rfc3339(time);
  text.replace(text.size() - 1, 1, "+0000");
  return text;
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return text;
}

std::string eve_protocol(net::Protocol protocol) {
  return protocol == net::Protocol::icmpv6 ? "IPv6-ICMP" : upper(net::name_of(protocol));
}

// Of an ICMP flow the server's port holds type and code of the request; the specification wants the
// type as the source's port and the code as the destination's.
std::string community_id_of(const pipeline::Alert& alert) {
  net::Endpoint source = alert.source, destination = alert.destination;
  if (alert.protocol == net::Protocol::icmp || alert.protocol == net::Protocol::icmpv6) {
    const std::uint16_t both = alert.to_server ? destination.port : source.port;
    source.port = both >> 8;
    destination.port = both & 0xff;
  }
  return net::community_id(source, destination, alert.protocol);
}

Json metadata_of(const rules::RuleInfo& rule) {
  Json metadata = Json::object();
  for (const auto& [key, value] : rule.metadata) metadata[key].push_back(value);
  return metadata;
}

Json alert_of(const pipeline::Alert& alert) {
  Json json{{"action", alert.rule->action == "drop" || alert.rule->action == "reject" ? "blocked"
                                                                                      : "allowed"},
            {"gid", alert.rule->gid},
            {"signature_id", alert.rule->sid},
            {"rev", alert.rule->rev},
            {"signature", printable(bytes_of(alert.rule->message), 1024)},
            {"category", alert.rule->classtype},
            {"severity", alert.rule->priority}};
  if (!alert.rule->metadata.empty()) json["metadata"] = metadata_of(*alert.rule);
  return json;
}

}  // namespace

std::string eve_line(const pipeline::Alert& alert) {
  Json json{{"timestamp", eve_time(alert.at.time)},
            {"flow_id", alert.flow_id & ((std::uint64_t{1} << 51) - 1)},
            {"pcap_cnt", net::number_of(alert.at.frame)},
            {"event_type", "alert"},
            {"src_ip", alert.source.address.text()},
            {"src_port", alert.source.port},
            {"dest_ip", alert.destination.address.text()},
            {"dest_port", alert.destination.port},
            {"proto", eve_protocol(alert.protocol)},
            {"community_id", community_id_of(alert)},
            {"alert", alert_of(alert)}};
  if (alert.http)
    json["http"] = {{"hostname", printable(bytes_of(alert.hostname), 256)},
                    {"url", printable(bytes_of(alert.url), 2048)},
                    {"http_method", printable(bytes_of(alert.method), 64)}};
  if (alert.app != event::App::unknown) json["app_proto"] = event::name_of(alert.app);
  json["direction"] = alert.to_server ? "to_server" : "to_client";
  json["flow"] = {{"pkts_toserver", alert.packets_to_server},
                  {"pkts_toclient", alert.packets_to_client},
                  {"bytes_toserver", alert.bytes_to_server},
                  {"bytes_toclient", alert.bytes_to_client},
                  {"start", eve_time(alert.flow_started)}};
  return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace cordon::report
