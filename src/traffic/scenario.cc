#include "traffic/scenario.h"

#include <algorithm>
#include <string>

namespace cordon::traffic {
namespace {

constexpr std::size_t kMostServers = 20000;
constexpr std::uint32_t kFleet = 0x0a140000;      // 10.20.0.0/16
constexpr std::uint32_t kClients = 0xc6336400;    // 198.51.100.0/24, for documentation (RFC 5737)
constexpr std::uint32_t kAttackers = 0xcb007100;  // 203.0.113.0/24, likewise
constexpr std::uint32_t kFirstServer = 10;
constexpr std::size_t kMostStrangers = 20;  // of a kind: they have rows of addresses

Result<void> check(const Options& o) {
  if (o.servers < 2 || o.servers > kMostServers)
    return fail("simulate", std::to_string(o.servers) + " servers", "it must be 2 to 20000",
                "give another --servers");
  if (o.patched_share < 0 || o.patched_share > 1)
    return fail("simulate", "--patched", "it must be a share, 0 to 1",
                "0.5 is half of the servers");
  if (o.fleet_share <= 0 || o.fleet_share > 1)
    return fail("simulate", "--fleet-share", "it must be a share above 0",
                "0.5 is half of the probes");
  if (o.probes_per_second <= 0 || o.probes_per_second > 1000)
    return fail("simulate", "--rate", "it must be above 0 and at most 1000 probes a second",
                "1 is the default");
  if (!(o.sessions_per_minute >= 0 && o.sessions_per_minute <= 1e6))
    return fail("simulate", "--sessions", "it must be 0 to a million a minute");
  if (!(o.fault_share >= 0 && o.fault_share <= 1))
    return fail("simulate", "--faults", "it must be a share, 0 to 1", "0.05 is one page in twenty");
  if (std::max({o.crawlers, o.slow_scanners, o.fast_scanners}) > kMostStrangers)
    return fail("simulate", "--crawlers, --slow-scanners, --fast-scanners",
                "there are at most 20 of each");
  return {};
}

std::vector<net::Address> in_a_row(std::uint32_t first, std::size_t count) {
  std::vector<net::Address> all;
  for (std::uint32_t i = 0; i < count; ++i) all.push_back(net::Address::v4(first + i));
  return all;
}

}  // namespace

Result<Scenario> plan(const Options& options, Random& random) {
  if (const auto checked = check(options); !checked) return tl::unexpected(checked.error());
  Scenario scenario;
  scenario.network = net::Prefix(net::Address::v4(kFleet), 16);
  // As many addresses again are empty, so that probes into the network fail too.
  std::vector<std::uint32_t> places;
  for (std::uint32_t i = 0; i < 2 * options.servers; ++i)
    places.push_back(kFleet + kFirstServer + i);
  for (std::size_t i = places.size(); i > 1; --i) std::swap(places[i - 1], places[random.below(i)]);
  std::sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(options.servers));
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i < options.servers) {
      scenario.servers.push_back(
          {net::Address::v4(places[i]), true});  // until it is drawn to be open
    } else {
      scenario.unused.push_back(net::Address::v4(places[i]));
    }
  }
  // Exactly the share that was asked for is open, at places drawn by chance.
  std::vector<std::size_t> order(options.servers);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const auto patched =
      static_cast<std::size_t>(options.patched_share * static_cast<double>(options.servers) + 0.5);
  for (std::size_t i = patched; i < order.size() && !options.none_vulnerable; ++i)
    scenario.servers[order[i]].patched = false;
  scenario.attacker =
      net::Address::v4(kAttackers + 1 + static_cast<std::uint32_t>(random.below(200)));
  for (std::uint32_t i = 1; i <= 40; ++i)
    scenario.clients.push_back(net::Address::v4(kClients + i));
  scenario.resolver = net::Address::v4(kFleet + 2);
  scenario.scanner = net::Address::v4(kFleet + 3);
  scenario.crawler = net::Address::v4(kClients + 66);
  scenario.fast_scanner = net::Address::v4(kFleet + 4);
  scenario.crawlers = in_a_row(kClients + 67, options.crawlers);
  scenario.slow_scanners = in_a_row(kAttackers + 210, options.slow_scanners);
  scenario.fast_scanners = in_a_row(kAttackers + 230, options.fast_scanners);
  const auto is_server = [&](const Server& s) { return s.address == options.vantage.server; };
  if (options.vantage.kind == Vantage::Kind::server &&
      std::none_of(scenario.servers.begin(), scenario.servers.end(), is_server))
    return fail("simulate", "--vantage " + options.vantage.text(),
                "no server of the simulated fleet has this address",
                "the fleet of this seed begins with " + scenario.servers.front().address.text());
  return scenario;
}

}  // namespace cordon::traffic
