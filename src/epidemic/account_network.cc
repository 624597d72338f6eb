#include "epidemic/account_network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace cordon::epidemic {
namespace {

constexpr int kSegmentLength = 24;

struct Servers {
  std::uint64_t infected = 0, open = 0, patched = 0, untried = 0;
};

// What the attacks told of each host.
struct Trials {
  std::set<net::Address> infected, open, patched;
};

Trials trials_of(const trace::Account& account, const std::string& strain) {
  Trials trials;
  for (const trace::Outbreak& outbreak : account.outbreaks) {
    if (!strain.empty() && outbreak.strain != strain) continue;
    for (const trace::Infection& infection : outbreak.infections)
      if (infection.in_fleet) trials.infected.insert(infection.host);
    for (const trace::Attacked& attacked : outbreak.attacked)
      (attacked.refused == attacked.attempts ? trials.patched : trials.open).insert(attacked.host);
  }
  return trials;
}

Segment segment_of(const net::Prefix& prefix, const Servers& servers, double open_share) {
  Segment segment;
  segment.name = prefix.text();
  segment.cidr = prefix;
  segment.hosts = servers.infected + servers.open + servers.patched + servers.untried;
  segment.initial = servers.infected;
  segment.vulnerable =
      servers.infected + servers.open +
      static_cast<std::uint64_t>(std::llround(open_share * static_cast<double>(servers.untried)));
  return segment;
}

}  // namespace

Result<Network> network_of(const trace::Account& account, const std::string& strain) {
  const Trials trials = trials_of(account, strain);
  if (trials.infected.empty())
    return fail("use as network", "the account", "nobody of the fleet is infected in it",
                "cordon investigate says what is there");
  std::set<net::Address> servers(account.fleet.servers.begin(), account.fleet.servers.end());
  servers.insert(trials.infected.begin(), trials.infected.end());
  std::map<std::uint32_t, Servers> segments;  // by the first 24 bits
  std::uint64_t open = 0, patched = 0;
  for (const net::Address& server : servers) {
    if (!server.is_v4()) continue;
    Servers& here = segments[server.v4_number() >> (32 - kSegmentLength)];
    const bool is_infected = trials.infected.contains(server);
    const bool is_open = !is_infected && trials.open.contains(server);
    const bool is_patched = !is_infected && !is_open && trials.patched.contains(server);
    ++(is_infected  ? here.infected
       : is_open    ? here.open
       : is_patched ? here.patched
                    : here.untried);
    open += is_infected || is_open;
    patched += is_patched;
  }
  if (segments.empty() || segments.size() > kMostSegments)
    return fail("use as network", "the account",
                segments.empty() ? "its fleet has no IPv4 address" : "its fleet has too many /24s",
                "describe the network with --network");
  const double share = static_cast<double>(open) / static_cast<double>(open + patched);
  Network network;
  network.name = "the fleet that was seen";
  network.between_open = true;
  for (const auto& [bits, here] : segments)
    network.segments.push_back(segment_of(
        net::Prefix(net::Address::v4(bits << (32 - kSegmentLength)), kSegmentLength), here, share));
  return network;
}

}  // namespace cordon::epidemic
