#include "traffic/truth.h"

#include <fmt/format.h>

#include "traffic/json_text.h"

namespace cordon::traffic {
namespace {

// Whether a delivery passed by the vantage, where not all do.
std::string seen_of(const Truth& truth, const TrueInfection& infection) {
  const Vantage& vantage = truth.options.vantage;
  if (vantage.kind == Vantage::Kind::everywhere) return {};
  return vantage.sees(infection.host, infection.by, truth.scenario.network) ? ", \"seen\": true"
                                                                            : ", \"seen\": false";
}

// What there is only where it was asked for.
std::string more_of(const Truth& truth) {
  const Options& o = truth.options;
  std::string more;
  if (o.vantage.kind != Vantage::Kind::everywhere)
    more += fmt::format(",\n  \"vantage\": \"{}\"", o.vantage.text());
  if (o.day.text() != "flat") more += fmt::format(",\n  \"day_curve\": \"{}\"", o.day.text());
  if (o.sessions_per_minute > 0)
    more += fmt::format(",\n  \"sessions_per_minute\": {:g},\n  \"fault_share\": {:g}",
                        o.sessions_per_minute, o.fault_share);
  std::vector<net::Address> foreign = truth.scenario.slow_scanners;
  foreign.insert(foreign.end(), truth.scenario.fast_scanners.begin(),
                 truth.scenario.fast_scanners.end());
  if (!foreign.empty())
    more += fmt::format(",\n  \"foreign_scanners\": {}", listed(foreign, quoted));
  if (!truth.scenario.crawlers.empty())
    more += fmt::format(",\n  \"crawlers\": {}", listed(truth.scenario.crawlers, quoted));
  return more;
}

}  // namespace

std::string json_of(const Truth& truth) {
  std::set<net::Address> infected;
  for (const TrueInfection& one : truth.infected) infected.insert(one.host);
  std::vector<net::Address> spared;
  for (const net::Address& host : truth.attacked)
    if (!infected.contains(host)) spared.push_back(host);
  std::vector<net::Address> scanners;
  if (truth.options.scanner) scanners.push_back(truth.scenario.scanner);
  if (truth.options.fast_scanner_of_ours) scanners.push_back(truth.scenario.fast_scanner);
  const Options& o = truth.options;
  return fmt::format(
      "{{\n  \"strain\": \"{}\",\n  \"seed\": {},\n"
      "  \"parameters\": {{\"servers\": {}, \"patched_share\": {:g}, \"fleet_share\": {:g}, "
      "\"probes_per_second\": {:g}, \"background_per_minute\": {:g}}},\n"
      "  \"start\": \"{}\",\n  \"end\": \"{}\",\n  \"frames\": {},\n  \"network\": \"{}\",\n"
      "  \"fleet\": {},\n  \"attackers\": [{}],\n  \"scanners\": {},\n  \"patient_zero\": {},\n"
      "  \"infected\": {},\n  \"attacked_not_infected\": {}{}\n}}\n",
      truth.strain, o.seed, o.servers, o.patched_share, o.fleet_share, o.probes_per_second,
      o.background_per_minute, rfc3339(o.start), rfc3339(truth.end), truth.frames,
      truth.scenario.network.text(),
      listed(truth.scenario.servers,
             [](const Server& s) {
               return fmt::format("{{\"host\": {}, \"patched\": {}}}", quoted(s.address),
                                  s.patched);
             }),
      quoted(truth.scenario.attacker), listed(scanners, quoted),
      truth.infected.empty() ? "null" : quoted(truth.infected.front().host),
      listed(truth.infected,
             [&](const TrueInfection& i) {
               return fmt::format(
                   "{{\"host\": {}, \"by\": {}, \"at\": \"{}\", \"onset\": \"{}\"{}}}",
                   quoted(i.host), quoted(i.by), rfc3339(i.at), rfc3339(i.onset),
                   seen_of(truth, i));
             }),
      listed(spared, quoted), more_of(truth));
}

}  // namespace cordon::traffic
