#include "traffic/sparse_fleet.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cordon::traffic {
namespace {

constexpr std::uint32_t kFirst = 10;              // below it are the router and the like
constexpr std::uint32_t kClients = 0xc6120000;    // 198.18.0.0/15, for benchmarks (RFC 2544)
constexpr std::uint32_t kAttackers = 0xcb007100;  // 203.0.113.0/24, for documentation (RFC 5737)
constexpr std::size_t kVisitors = 600;

Result<void> check(const SparseOptions& o) {
  if (!o.network.base().is_v4() || o.network.length() < 8 || o.network.length() > 28)
    return fail("simulate", "--network " + o.network.text(), "it must be an IPv4 /8 to /28",
                "write 10.20.0.0/22");
  const std::uint64_t room = (std::uint64_t{1} << (32 - o.network.length())) - kFirst - 1;
  if (o.servers < 2 || o.servers > kMostSparseServers)
    return fail("simulate", fmt::format("{} servers", o.servers), "it must be 2 to 5000",
                "give another --servers");
  if (o.servers > room)
    return fail("simulate", fmt::format("{} servers", o.servers),
                fmt::format("{} has room for {}", o.network.text(), room),
                "give a larger --network");
  if (!(o.serving_share > 0 && o.serving_share <= 1))
    return fail("simulate", "--serving", "it must be a share above 0", "0.9 is most servers");
  if (!(o.vulnerable_share >= 0 && o.vulnerable_share <= o.serving_share))
    return fail("simulate", "--vulnerable", "it must be a share, at most that of --serving",
                "0.5 is half of the servers");
  return {};
}

template <class T>
void shuffle(std::vector<T>& all, Random& random) {
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
}

}  // namespace

SparseFleet::Dark SparseFleet::dark(const net::Address& address) const {
  const std::uint64_t kind = mix(address.hash()) % 100;
  return kind < 80 ? Dark::silent : kind < 92 ? Dark::router_tells : Dark::reset;
}

const SparseServer* SparseFleet::find(const net::Address& address) const {
  const auto place = std::lower_bound(
      servers.begin(), servers.end(), address,
      [](const SparseServer& server, const net::Address& a) { return server.address < a; });
  return place != servers.end() && place->address == address ? &*place : nullptr;
}

Result<SparseFleet> plan_sparse(const SparseOptions& options, std::uint64_t seed) {
  if (auto good = check(options); !good) return tl::unexpected(good.error());
  Random random(combine(seed, hash_of(bytes_of("sparse fleet"))));
  SparseFleet fleet;
  fleet.network = options.network;
  const std::uint32_t base = options.network.base().v4_number();
  const std::uint64_t room = (std::uint64_t{1} << (32 - options.network.length())) - kFirst - 1;
  std::set<std::uint32_t> places;
  while (places.size() < options.servers)
    places.insert(base + kFirst + static_cast<std::uint32_t>(random.below(room)));
  for (const std::uint32_t place : places) fleet.servers.push_back({net::Address::v4(place)});
  std::vector<std::size_t> order(options.servers);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  shuffle(order, random);
  const auto of_all = [&](double share) {
    return static_cast<std::size_t>(share * static_cast<double>(options.servers) + 0.5);
  };
  const std::size_t serving = std::max<std::size_t>(1, of_all(options.serving_share));
  const std::size_t vulnerable = std::min(serving, of_all(options.vulnerable_share));
  for (std::size_t i = 0; i < serving; ++i) {
    fleet.servers[order[i]].serves = true;
    fleet.servers[order[i]].vulnerable = i < vulnerable;
  }
  if (vulnerable < serving) fleet.proxy = order[serving - 1];
  fleet.router = net::Address::v4(base + 1);
  fleet.resolver = net::Address::v4(base + 2);
  fleet.balancer = net::Address::v4(base + 3);
  fleet.attacker = net::Address::v4(kAttackers + 1 + static_cast<std::uint32_t>(random.below(200)));
  std::set<std::uint32_t> clients;
  while (clients.size() < kVisitors)
    clients.insert(kClients + static_cast<std::uint32_t>(random.below(1u << 17)));
  for (const std::uint32_t client : clients) fleet.clients.push_back(net::Address::v4(client));
  return fleet;
}

}  // namespace cordon::traffic
