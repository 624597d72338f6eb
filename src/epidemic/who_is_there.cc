#include "epidemic/who_is_there.h"

#include "epidemic/shuffle.h"

namespace cordon::epidemic {
namespace {

Host found(const std::unordered_map<std::uint32_t, Host>& table, std::uint32_t key) {
  const auto at = table.find(key);
  return at == table.end() ? kNoHost : at->second;
}

}  // namespace

WhoIsThere::WhoIsThere(const World& world)
    : world_(world), bits_(world.population.address_bits), site_(world.hosts(), 0) {
  const Population& population = world.population;
  for (Host host = 0; host < population.public_hosts(); ++host) {
    by_address_[population.addresses[host]] = host;
    by_place_[shuffled(population.addresses[host], bits_)] = host;
  }
  for (std::size_t site = 1; site < population.site_begin.size(); ++site)
    for (Host host = population.site_begin[site - 1]; host < population.site_begin[site]; ++host) {
      site_[host] = site;
      by_site_[{site, population.addresses[host]}] = host;
    }
}

Host WhoIsThere::at_address(Host prober, std::uint32_t address) const {
  if (site_[prober] != 0)
    if (const auto at = by_site_.find({site_[prober], address}); at != by_site_.end())
      return at->second;
  return at_public(address);
}

Host WhoIsThere::at_public(std::uint32_t address) const { return found(by_address_, address); }

Host WhoIsThere::at_place(std::uint32_t place) const { return found(by_place_, place); }

std::uint32_t WhoIsThere::drawn(Host prober, Random& random) const {
  double left = random.unit();
  for (const LocalShare& local : world_.scenario.worm.local) {
    if (left < local.share) {
      const int free = bits_ - local.prefix_length;
      const std::uint32_t low = free <= 0 ? 0 : ~0u >> (32 - free);
      return (world_.population.addresses[prober] & ~low) | (anywhere(random) & low);
    }
    left -= local.share;
  }
  return anywhere(random);
}

}  // namespace cordon::epidemic
