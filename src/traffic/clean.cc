#include "traffic/clean.h"

#include <fmt/format.h>

#include <algorithm>

#include "traffic/json_text.h"
#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::string_view kShort = "short";  // only where it is asked for
constexpr Duration kStep = 60s;               // of progress

struct Made {
  PartName name;
  MakePart make;
};

const std::vector<Made>& all_parts() {
  static const std::vector<Made> kAll{
      {{"web", "visitors who stay for several pages, with keep-alive and cookies"}, make_web},
      {{"flash", "a flash crowd: 3,000 visitors ask for one page within 6 minutes"},
       make_flash_crowd},
      {{"crawlers", "foreign crawlers, one of dead links; an indexer of ours in the world"},
       make_crawlers},
      {{"peers", "BitTorrent: everyone's first 48 bytes alike, a third of contacts fails"},
       make_peers},
      {{"updates", "the same update to all: from the maker, and from host to host"}, make_updates},
      {{"mail", "SMTP by a chain of relays, a mailing list, spam, forwarded attachments"},
       make_mail},
      {{"outage", "a popular server is down for 20 minutes"}, make_outage},
      {{"nat", "hundreds of users behind one address, outside and of ours"}, make_nat},
      {{"audit", "an authorised vulnerability scanner sweeps all servers"}, make_audit},
      {{"strangers", "foreign scanners: horizontal, vertical, slow"}, make_strangers},
      {{"cluster", "gossip and checks of the same bytes; a node joins at noon"}, make_cluster},
      {{"names", "DNS and NTP"}, make_names},
      {{"backups", "every server to one, at night"}, make_backups},
      {{"management", "the same script pushed to all servers, one by one"}, make_management},
      {{"proxies", "a load balancer and a web proxy pass requests on"}, make_proxies},
      {{kShort, "very many short flows of --service, and only if asked for"}, make_short_flows}};
  return kAll;
}

Result<void> check(const CleanOptions& o) {
  if (!(o.hours >= 0.01 && o.hours <= 24 * 31))
    return fail("simulate", "--hours", "it must be 0.01 to 744", "24 is a day");
  if (!(o.scale > 0 && o.scale <= 1000))
    return fail("simulate", "--scale", "it must be above 0 and at most 1000", "1 is the default");
  if (o.servers < 3 || o.servers > kMostCleanServers)
    return fail("simulate", fmt::format("{} servers", o.servers), "it must be 3 to 2000",
                "give another --servers");
  if (o.hosts < 3 || o.hosts > kMostCleanHosts)
    return fail("simulate", fmt::format("{} hosts", o.hosts), "it must be 3 to 10000",
                "give another --hosts");
  for (const std::string& part : o.parts)
    if (std::none_of(all_parts().begin(), all_parts().end(),
                     [&](const Made& made) { return made.name.name == part; }))
      return fail("simulate", "--parts " + part, "there is no such part",
                  "cordon simulate clean --help names them");
  return {};
}

bool is_wanted(const CleanOptions& options, std::string_view name) {
  if (options.parts.empty()) return name != kShort;
  return std::find(options.parts.begin(), options.parts.end(), name) != options.parts.end();
}

}  // namespace

const std::vector<PartName>& clean_parts() {
  static const std::vector<PartName> kNames = [] {
    std::vector<PartName> names;
    for (const Made& made : all_parts()) names.push_back(made.name);
    return names;
  }();
  return kNames;
}

Result<CleanTruth> simulate_clean(
    const CleanOptions& options, FrameSink& sink,
    const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  if (auto good = check(options); !good) return tl::unexpected(good.error());
  CleanTruth truth;
  truth.options = options;
  truth.fleet = plan_clean(options.servers, options.hosts, options.seed);
  const auto& servers = truth.fleet.servers;
  if (options.vantage.kind == Vantage::Kind::server &&
      !std::binary_search(servers.begin(), servers.end(), options.vantage.server))
    return fail("simulate", "--vantage " + options.vantage.text(),
                "no server of the simulated fleet has this address",
                "the fleet of this seed begins with " + servers.front().text());
  truth.end = options.start + options.length();
  VantageSink seen(options.vantage, truth.fleet.network, sink);
  Random unused(options.seed);
  Wire wire(seen, unused);
  CleanWorld world{truth.fleet, truth.options, wire, truth};
  Agents agents;
  for (const Made& part : all_parts())
    if (is_wanted(options, part.name.name)) agents.add(part.make(world));
  Time told = options.start;
  for (Time next = agents.next(); next < truth.end; next = agents.next()) {
    agents.run_until(next);
    wire.flush(next);
    if (!progress || next < told) continue;
    told = next + kStep;
    progress(static_cast<std::uint64_t>(seconds(next - options.start)),
             static_cast<std::uint64_t>(seconds(options.length())));
  }
  wire.flush(truth.end);
  truth.frames = seen.frames();
  return truth;
}

std::string json_of(const CleanTruth& truth) {
  const CleanOptions& o = truth.options;
  std::vector<std::string> parts;
  for (const PartName& part : clean_parts())
    if (is_wanted(o, part.name)) parts.push_back(fmt::format("\"{}\"", part.name));
  const auto role_text = [](const auto& role) {
    std::string hosts;
    for (const net::Address& host : role.second)
      hosts += (hosts.empty() ? "" : ", ") + quoted(host);
    return fmt::format("{{\"role\": \"{}\", \"hosts\": [{}]}}", role.first, hosts);
  };
  return fmt::format(
      "{{\n  \"strain\": null,\n  \"seed\": {},\n  \"parts\": [{}],\n  \"hours\": {:g},\n"
      "  \"scale\": {:g},\n  \"start\": \"{}\",\n  \"end\": \"{}\",\n  \"frames\": {},\n"
      "  \"vantage\": \"{}\",\n  \"network\": \"{}\",\n  \"servers\": {},\n  \"hosts\": {},\n"
      "  \"infected\": [],\n  \"roles\": {},\n  \"occasions\": {},\n  \"conversations\": {}\n}}\n",
      o.seed, fmt::join(parts, ", "), o.hours, o.scale, rfc3339(o.start), rfc3339(truth.end),
      truth.frames, o.vantage.text(), truth.fleet.network.text(),
      listed(truth.fleet.servers, quoted), listed(truth.fleet.hosts, quoted),
      listed(truth.roles, role_text),
      listed(truth.occasions,
             [](const Occasion& one) {
               return fmt::format("{{\"what\": \"{}\", \"from\": \"{}\", \"to\": \"{}\"}}",
                                  one.what, rfc3339(one.from), rfc3339(one.to));
             }),
      listed(truth.conversations, [](const auto& one) {
        return fmt::format("{{\"part\": \"{}\", \"count\": {}}}", one.first, one.second);
      }));
}

}  // namespace cordon::traffic
