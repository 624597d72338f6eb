#include "detect/not_our_flood.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Flood;
using evidence::FloodKind;
using evidence::FloodRole;

constexpr double kForgedShare = 0.8;  // of who opened connections in that time

// Contacts of one side, as one flood.
struct Gathered {
  Flood flood;
  std::set<net::Address> hosts;
  double packets = 0, flows = 0;

  void add(const Contact& c, const net::Address& host, std::uint64_t sent) {
    if (hosts.empty()) flood.from = c.first;
    flood.from = std::min(flood.from, c.first);
    flood.to = std::max({flood.to, c.last, c.ended});
    flows += static_cast<double>(c.flows);
    packets += static_cast<double>(sent);
    if (!hosts.insert(host).second) return;
    ++flood.host_count;
    if (flood.hosts.size() < kMostFloodHosts)
      flood.hosts.push_back({host, c.first, c.first_frame, 0, 0});
  }

  Flood told() {
    const double lasted = std::max(1.0, seconds(flood.to - flood.from));
    flood.packets_per_second = packets / lasted;
    flood.flows_per_second = flows / lasted;
    std::sort(flood.hosts.begin(), flood.hosts.end(),
              [](const auto& a, const auto& b) { return a.address < b.address; });
    return std::move(flood);
  }
};

// A real client whose connection is not answered sends its SYN again; one that is answered goes on.
bool never_goes_on(const Contact& c) {
  return c.established == 0 && c.refused == 0 && c.packets_out > 0 && c.packets_out <= c.flows;
}

bool is_icmp_error(const Contact& c) {
  const int type = c.port >> 8;
  if (c.protocol == net::Protocol::icmp) return type == 3 || type == 11;
  return c.protocol == net::Protocol::icmpv6 && type >= 1 && type <= 4;
}

}  // namespace

std::vector<Flood> upon_us(const std::vector<Contact>& contacts, const IsOurs& is_ours,
                           const FloodOptions& options) {
  struct Server {
    Gathered forged;
    std::vector<const Contact*> others;
  };
  std::map<std::tuple<net::Address, std::uint16_t>, Server> servers;
  for (const Contact& c : contacts) {
    if (c.protocol != net::Protocol::tcp || !is_ours(c.server)) continue;
    if (c.packets_out == 0) continue;
    Server& server = servers[{c.server, c.port}];
    if (never_goes_on(c) && !is_ours(c.client)) {
      server.forged.add(c, c.client, c.packets_out);
    } else {
      server.others.push_back(&c);
    }
  }
  std::vector<Flood> found;
  for (auto& [where, server] : servers) {
    Flood& flood = server.forged.flood;
    if (flood.host_count < options.least_forged) continue;
    const auto meanwhile = std::count_if(
        server.others.begin(), server.others.end(),
        [&](const Contact* c) { return c->first >= flood.from && c->first <= flood.to; });
    const auto all = flood.host_count + static_cast<std::uint64_t>(meanwhile);
    if (static_cast<double>(flood.host_count) < kForgedShare * static_cast<double>(all)) continue;
    std::tie(flood.target, flood.port) = where;
    flood.role = FloodRole::upon_us;
    flood.kind = FloodKind::syn;
    flood.protocol = net::Protocol::tcp;
    Flood told = server.forged.told();
    if (told.packets_per_second >= options.least_rate) found.push_back(std::move(told));
  }
  return found;
}

std::vector<Flood> backscatter(const std::vector<Contact>& contacts, const FloodOptions& options) {
  std::map<std::tuple<net::Address, bool>, Gathered> victims;  // and whether by ICMP
  std::set<std::pair<net::Address, net::Address>> asked;
  std::set<net::Address> unheard;  // who asked somebody in vain: a router may have told them so
  for (const Contact& c : contacts)
    if (c.packets_out > 0 && !is_icmp_error(c)) {
      asked.emplace(c.client, c.server);
      if (c.refused + c.unanswered > 0) unheard.insert(c.client);
    }
  for (const Contact& c : contacts) {
    if (is_icmp_error(c)) {
      if (asked.contains({c.server, c.client}) || unheard.contains(c.server)) continue;
      Gathered& gathered = victims[{c.client, true}];
      gathered.add(c, c.server, c.packets_out);
    } else if (c.protocol == net::Protocol::tcp && c.packets_out == 0 && c.packets_in > 0 &&
               c.bytes_in == 0) {
      Gathered& gathered = victims[{c.server, false}];
      if (gathered.hosts.empty()) gathered.flood.port = c.port;
      if (gathered.flood.port != c.port) gathered.flood.port = 0;
      gathered.add(c, c.client, c.packets_in);
    }
  }
  std::vector<Flood> found;
  for (auto& [who, gathered] : victims) {
    if (gathered.hosts.size() < options.least_scattered) continue;
    Flood& flood = gathered.flood;
    const bool by_icmp = std::get<1>(who);
    flood.target = std::get<0>(who);
    flood.role = FloodRole::backscatter;
    flood.kind = by_icmp ? FloodKind::udp : FloodKind::syn;
    flood.protocol = by_icmp ? net::Protocol::udp : net::Protocol::tcp;
    found.push_back(gathered.told());
  }
  return found;
}

}  // namespace cordon::detect
