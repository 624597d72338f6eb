#include <fmt/format.h>

#include "traffic/json_text.h"
#include "traffic/unknown.h"

namespace cordon::traffic {
namespace {

std::string hex(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

std::string parameters_of(const UnknownTruth& truth) {
  const UnknownOptions& o = truth.options;
  return fmt::format(
      "{{\"servers\": {}, \"serving_share\": {:g}, \"vulnerable_share\": {:g}, "
      "\"invariant\": {}, \"pieces\": {}, \"payload_bytes\": {}, \"split\": {}, "
      "\"targeting\": \"{}\", \"fleet_share\": {:g}, \"probes_per_second\": {:g}, "
      "\"onset\": {:g}, \"body_bytes\": {}, \"background_per_minute\": {:g}, "
      "\"check_seconds\": {:g}, \"until_infected\": {}}}",
      o.fleet.servers, o.fleet.serving_share, o.fleet.vulnerable_share, o.worm.invariant,
      o.worm.pieces, o.worm.bytes, o.worm.segments, name_of(o.targeting), o.fleet_share,
      o.probes_per_second, o.onset, o.body_bytes, o.background_per_minute, o.check_seconds,
      o.until_infected ? fmt::to_string(*o.until_infected) : "null");
}

std::string server_text(const SparseServer& s) {
  return fmt::format("{{\"host\": {}, \"serves\": {}, \"patched\": {}}}", quoted(s.address),
                     s.serves, !s.vulnerable);
}

}  // namespace

std::string json_of(const UnknownTruth& truth) {
  const UnknownOptions& o = truth.options;
  std::set<net::Address> spared = truth.attacked;
  for (const TrueInfection& one : truth.infected) spared.erase(one.host);
  std::size_t open = 0;
  for (const SparseServer& server : truth.fleet.servers) open += server.vulnerable;
  const bool all = o.vantage.kind == Vantage::Kind::everywhere;
  const auto infection_text = [&](const TrueInfection& i) {
    return fmt::format("{{\"host\": {}, \"by\": {}, \"at\": \"{}\", \"onset\": \"{}\"{}}}",
                       quoted(i.host), quoted(i.by), rfc3339(i.at), rfc3339(i.onset),
                       all                                                 ? ""
                       : o.vantage.sees(i.host, i.by, truth.fleet.network) ? ", \"seen\": true"
                                                                           : ", \"seen\": false");
  };
  return fmt::format(
      "{{\n  \"strain\": \"unknown\",\n  \"seed\": {},\n  \"service\": \"{}\",\n"
      "  \"parameters\": {},\n  \"start\": \"{}\",\n  \"end\": \"{}\",\n  \"ended\": \"{}\",\n"
      "  \"frames\": {},\n  \"vantage\": \"{}\",\n  \"network\": \"{}\",\n  \"fleet\": {},\n"
      "  \"attackers\": [{}],\n  \"scanners\": [],\n"
      "  \"balancer\": {},\n  \"proxies\": [{}],\n  \"vulnerable\": {},\n"
      "  \"invariant\": {},\n  \"probes\": {},\n  \"worm_flows\": {},\n  \"patient_zero\": {},\n"
      "  \"infected\": {},\n  \"attacked_not_infected\": {}\n}}\n",
      o.seed, o.service.text(), parameters_of(truth), rfc3339(o.start), rfc3339(truth.end),
      truth.ended, truth.frames, o.vantage.text(), truth.fleet.network.text(),
      listed(truth.fleet.servers, server_text), quoted(truth.fleet.attacker),
      quoted(truth.fleet.balancer),
      truth.fleet.proxy ? quoted(truth.fleet.servers[*truth.fleet.proxy].address) : "", open,
      listed(truth.invariant, [](const auto& piece) { return "\"" + hex(piece) + "\""; }),
      truth.probes, truth.worm_flows,
      truth.infected.empty() ? "null" : quoted(truth.infected.front().host),
      listed(truth.infected, infection_text), listed(spared, quoted));
}

}  // namespace cordon::traffic
