#include "traffic/clean_fleet.h"

#include <algorithm>
#include <set>

namespace cordon::traffic {
namespace {

constexpr std::uint32_t kBase = 0x0a140000;        // 10.20.0.0/16
constexpr std::uint32_t kServers = kBase + 0x100;  // from 10.20.1.0
constexpr std::uint32_t kHosts = kBase + 0x2000;   // from 10.20.32.0

// As many, with gaps of nobody among them.
std::vector<net::Address> spread(std::uint32_t first, std::size_t count, Random& random) {
  std::set<std::uint32_t> places;
  while (places.size() < count)
    places.insert(first + 10 + static_cast<std::uint32_t>(random.below(2 * count)));
  std::vector<net::Address> all;
  for (const std::uint32_t place : places) all.push_back(net::Address::v4(place));
  return all;
}

bool has(const std::vector<net::Address>& sorted, const net::Address& address) {
  return std::binary_search(sorted.begin(), sorted.end(), address);
}

}  // namespace

CleanFleet plan_clean(std::size_t servers, std::size_t hosts, std::uint64_t seed) {
  Random random(combine(seed, hash_of(bytes_of("clean fleet"))));
  CleanFleet fleet;
  fleet.network = net::Prefix(net::Address::v4(kBase), 16);
  fleet.servers = spread(kServers, servers, random);
  fleet.hosts = spread(kHosts, hosts, random);
  std::uint32_t next = kBase + 2;
  for (net::Address* one :
       {&fleet.resolver, &fleet.scanner, &fleet.balancer, &fleet.web_proxy, &fleet.manager,
        &fleet.backup, &fleet.clock, &fleet.office_nat, &fleet.mail_exchanger, &fleet.mail_filter,
        &fleet.mail_store, &fleet.list_server, &fleet.indexer, &fleet.new_node})
    *one = net::Address::v4(next++);
  return fleet;
}

CleanFleet::Port CleanFleet::port(const net::Address& address, std::uint16_t port) const {
  if (has(servers, address))
    return port == 80 || port == 8080 || port == 22 ? Port::open : Port::refuses;
  const bool is_there = has(hosts, address) || (address.v4_number() > kBase + 1 &&
                                                address.v4_number() <= new_node.v4_number());
  if (!is_there) return Port::nobody;
  return port == 25 && address == mail_exchanger ? Port::open : Port::refuses;
}

net::Address visitor(std::uint64_t number) {
  return net::Address::v4(0xc6120000 + static_cast<std::uint32_t>(mix(number) % 0xfffe) + 1);
}
net::Address world_server(std::uint64_t number) {
  return net::Address::v4(0xc6130000 + static_cast<std::uint32_t>(mix(number) % 0x7ffe) + 1);
}
net::Address stranger_of(std::uint64_t number) {
  return net::Address::v4(0xcb007100 + 1 + static_cast<std::uint32_t>(number % 250));
}

}  // namespace cordon::traffic
