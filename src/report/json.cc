#include "report/json.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace cordon::report {
namespace {

using Json = nlohmann::ordered_json;

Json time_of(Time time) { return time == kNoTime ? Json(nullptr) : Json(rfc3339(time)); }

// Four decimals: what the figures are good for, and the same text on every machine.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

std::string id_text(std::uint64_t id) { return fmt::format("{:016x}", id); }

// Text from packets is printable ASCII when it comes here; whatever is not is escaped.
std::string safe(const std::string& text) { return printable(bytes_of(text), 4096); }

template <class List, class Each>
Json list_of(const List& list, Each each) {
  Json array = Json::array();
  for (const auto& item : list) array.push_back(each(item));
  return array;
}

Json origin_json(const evidence::Origin& origin) {
  return {{"input", origin.source}, {"frame", origin.frame}};
}

Json parent_json(const trace::Parent& parent) {
  Json json{{"host", parent.unseen ? "unseen" : parent.host.text()},
            {"probability", rounded(parent.probability)}};
  if (!parent.unseen) json["delivered_at"] = time_of(parent.delivered);
  json["why"] = safe(parent.why);
  return json;
}

Json evidence_json(const trace::EvidenceItem& item) {
  return {{"class", trace::name_of(item.sort)},
          {"weight", rounded(item.weight)},
          {"at", time_of(item.time)},
          {"other", item.other.text()},
          {"why", safe(item.why)},
          {"finding", id_text(item.finding)}};
}

Json infection_json(const trace::Infection& infection) {
  return {{"host", infection.host.text()},
          {"in_fleet", infection.in_fleet},
          {"status", infection.status == trace::Status::confirmed ? "confirmed" : "suspected"},
          {"confidence", rounded(infection.confidence)},
          {"infected_at", time_of(infection.infected_at)},
          {"onset", time_of(infection.onset)},
          {"infected_by", list_of(infection.infected_by, parent_json)},
          {"evidence", list_of(infection.evidence, evidence_json)},
          {"refuted_by", infection.refuted_by}};
}

Json origin_of_outbreak_json(const trace::Origin& origin) {
  return {{"host", origin.unseen ? "unseen" : origin.host.text()},
          {"probability", rounded(origin.probability)}};
}

Json first_edge_json(const trace::FirstEdge& edge) {
  return {{"from", edge.from.text()},
          {"to", edge.to.text()},
          {"at", time_of(edge.at)},
          {"probability", rounded(edge.probability)}};
}

Json sender_json(const trace::Sender& sender) {
  return {{"host", sender.host.text()},          {"in_fleet", sender.in_fleet},
          {"attempts", sender.attempts},         {"targets", sender.targets},
          {"first_seen", time_of(sender.first)}, {"last_seen", time_of(sender.last)}};
}

Json attacked_json(const trace::Attacked& attacked) {
  return {{"host", attacked.host.text()}, {"attempts", attacked.attempts},
          {"refused", attacked.refused},  {"accepted", attacked.accepted},
          {"unknown", attacked.unknown},  {"why", safe(attacked.why)}};
}

Json back_door_json(const trace::BackdoorUse& use) {
  return {{"host", use.host.text()},  {"by", use.by.text()},    {"at", time_of(use.at)},
          {"answered", use.answered}, {"what", safe(use.what)}, {"finding", id_text(use.finding)}};
}

Json borrowed_door_json(const trace::BorrowedDoor& door) {
  return {{"strain", door.strain},
          {"askers", list_of(door.askers, [](const auto& asker) { return asker.text(); })}};
}

Json data_access_json(const trace::DataAccess& access) {
  return {{"host", access.host.text()},
          {"to", access.to.text()},
          {"bytes", access.bytes},
          {"kinds", access.kinds}};
}

Json curve_point_json(const evidence::CurvePoint& point) {
  return {{"at", time_of(point.at)},
          {"attempts", point.attempts},
          {"senders", point.senders},
          {"new_senders", point.new_senders}};
}

Json rule_json(const evidence::GeneratedRule& rule) {
  Json json{{"variant", rule.variant},
            {"rule", rule.rule},
            {"sid", rule.sid},
            {"covered", rule.covered},
            {"suspicious", rule.suspicious},
            {"false_matches", rule.false_matches},
            {"clean", rule.clean},
            {"expected_false", rule.expected_false}};
  if (!rule.like_strain.empty())
    json["like"] = {{"strain", rule.like_strain}, {"how", safe(rule.likeness)}};
  return json;
}

Json outbreak_json(const trace::Outbreak& outbreak) {
  Json json{{"id", outbreak.id},
            {"strain",
             {{"id", outbreak.strain},
              {"family", outbreak.family},
              {"name", outbreak.strain_name},
              {"confidence", rounded(outbreak.strain_confidence)}}},
            {"first_seen", time_of(outbreak.first_seen)},
            {"last_seen", time_of(outbreak.last_seen)},
            {"origins", list_of(outbreak.origins, origin_of_outbreak_json)},
            {"first_edges", list_of(outbreak.first_edges, first_edge_json)},
            {"infections", list_of(outbreak.infections, infection_json)},
            {"attempts", {{"count", outbreak.attempts}, {"targets", outbreak.targets}}},
            {"senders", list_of(outbreak.senders, sender_json)},
            {"attacked", list_of(outbreak.attacked, attacked_json)},
            {"backdoor_uses", list_of(outbreak.backdoor_uses, back_door_json)},
            {"borrowed_doors", list_of(outbreak.borrowed_doors, borrowed_door_json)},
            {"data_access", list_of(outbreak.data_access, data_access_json)},
            {"curve",
             {{"seconds", seconds(outbreak.curve.width)},
              {"points", list_of(outbreak.curve.points, curve_point_json)}}}};
  if (!outbreak.rules.empty()) {
    json["signature"] = rule_json(outbreak.rules.front());
    json["variants"] = list_of(outbreak.rules, rule_json);
  }
  return json;
}

Json flood_json(const evidence::Flood& flood) {
  return {{"role", evidence::name_of(flood.role)},
          {"kind", evidence::name_of(flood.kind)},
          {"target", flood.target.text()},
          {"port", flood.port},
          {"protocol", net::name_of(flood.protocol)},
          {"from", time_of(flood.from)},
          {"to", time_of(flood.to)},
          {"hosts", list_of(flood.hosts, [](const auto& host) { return host.address.text(); })},
          {"host_count", flood.host_count},
          {"packets_per_second", rounded(flood.packets_per_second)},
          {"flows_per_second", rounded(flood.flows_per_second)},
          {"strain", flood.strain}};
}

Json finding_json(const evidence::Finding& f) {
  Json json{{"id", id_text(f.id())},
            {"kind", evidence::name_of(f.kind)},
            {"outcome", evidence::name_of(f.outcome)},
            {"at", time_of(f.time)},
            {"actor", f.actor.text()},
            {"target", f.target.text()},
            {"port", f.port},
            {"protocol", net::name_of(f.protocol)},
            {"strain", f.strain},
            {"sid", f.sid},
            {"why", safe(f.why)}};
  if (!f.rule.empty()) json["rule"] = safe(f.rule);
  if (!f.named.empty()) json["named"] = list_of(f.named, [](const auto& e) { return e.text(); });
  if (f.repeats > 0) {
    json["repeats"] = f.repeats;
    json["last"] = time_of(f.last);
  }
  json["origins"] = list_of(f.origins, origin_json);
  return json;
}

Json input_json(const source::InputReport& input) {
  return {{"path", safe(input.path)},
          {"format", input.format},
          {"unit", input.unit},
          {"frames", input.frames},
          {"bytes", input.bytes},
          {"first", time_of(input.first)},
          {"last", time_of(input.last)},
          {"steps_back", input.steps_back},
          {"cut_frames", input.cut_frames},
          {"dropped_by_kernel", input.dropped_by_kernel},
          {"bad", input.bad},
          {"host", input.host},
          {"clock_offset", static_cast<double>(input.clock_ns) / 1e9},
          {"damage", safe(input.damage)}};
}

Json sift_loss_json(const trace::SiftLoss& loss) {
  return {{"first_sights_evicted", loss.first_sights},
          {"contents_evicted", loss.contents},
          {"cases_evicted", loss.cases},
          {"suspects_not_kept", loss.suspects},
          {"deliveries_not_kept", loss.deliveries},
          {"passages_of_hosts_not_kept", loss.hosts_not_known}};
}

Json scan_loss_json(const trace::Coverage& c) {
  return {{"first_contacts_evicted", c.scan.first_contacts},
          {"clients_evicted", c.scan.clients},
          {"slow_clients_evicted", c.scan.slow_clients},
          {"destinations_evicted", c.scan.destinations},
          {"graph_contacts_not_kept", c.scan.graph_contacts},
          {"norms_not_kept", c.scan.norms},
          {"verdicts_not_kept", c.scan.verdicts},
          {"authorised_verdicts", c.authorised_scans}};
}

Json coverage_json(const pipeline::Outcome& outcome) {
  const trace::Coverage& c = outcome.account.coverage;
  return {{"seen", rounded(c.seen)},
          {"payload_read", c.payload_read},
          {"switched_off", c.switched_off},
          {"first", time_of(c.first)},
          {"last", time_of(c.last)},
          {"frames", c.frames},
          {"bytes", c.bytes},
          {"flows", c.flows},
          {"packets", outcome.counters.decode.packets},
          {"tcp_flows", outcome.counters.flow.tcp},
          {"udp_flows", outcome.counters.flow.udp},
          {"cut_frames", c.cut_frames},
          {"dropped_by_kernel", c.dropped_by_kernel},
          {"midstream_flows", c.midstream_flows},
          {"one_sided_flows", c.one_sided_flows},
          {"stream_bytes", c.stream_bytes},
          {"gap_bytes", c.gap_bytes},
          {"encrypted_bytes", c.encrypted_bytes},
          {"evicted_flows", c.evicted_flows},
          {"dropped_segments", c.dropped_segments},
          {"findings_not_kept", c.findings_not_kept},
          {"contacts_not_kept", c.contacts_not_kept},
          {"sift", sift_loss_json(c.sift)},
          {"scan", scan_loss_json(c)},
          {"one_way", c.one_way},
          {"lines", c.lines},
          {"bad_lines", c.bad_lines},
          {"cut_lines", c.cut_lines},
          {"logged_requests", c.logged_requests},
          {"logged_flows", c.logged_flows},
          {"peer_alerts", c.peer_alerts},
          {"nameless_lines", c.nameless_lines},
          {"untimed_lines", c.untimed_lines},
          {"sampling", c.sampling},
          {"blind_rules", c.blind_rules},
          {"rules", c.rules},
          {"blind_strains", outcome.blind_strains},
          {"anomalies", c.anomalies},
          {"inputs", list_of(outcome.inputs, input_json)}};
}

}  // namespace

std::string json_of(const pipeline::Outcome& outcome) {
  const trace::Account& account = outcome.account;
  const Json json{
      {"version", kReportVersion},
      {"coverage", coverage_json(outcome)},
      {"fleet",
       {{"guessed", account.fleet.guessed},
        {"how", account.fleet.how},
        {"servers", list_of(account.fleet.servers, [](const auto& a) { return a.text(); })}}},
      {"outbreaks", list_of(account.outbreaks, outbreak_json)},
      {"scanners", list_of(account.scanners,
                           [](const trace::Scanner& s) {
                             return Json{{"host", s.host.text()},
                                         {"in_fleet", s.in_fleet},
                                         {"role", s.role},
                                         {"targets", s.targets},
                                         {"why", s.why}};
                           })},
      {"exposures",
       list_of(account.exposures,
               [](const trace::Exposure& e) {
                 return Json{{"host", e.host.text()}, {"strain", e.strain}, {"why", safe(e.why)}};
               })},
      {"floods", list_of(account.floods, flood_json)},
      {"impact", Json::array()},
      {"findings", list_of(account.findings, finding_json)}};
  return json.dump(2, ' ', true) + "\n";
}

}  // namespace cordon::report
