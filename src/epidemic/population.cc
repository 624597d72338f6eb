#include "epidemic/population.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "epidemic/draws.h"

namespace cordon::epidemic {
namespace {

constexpr double kFullest = 0.5;  // of a /16's addresses, at most, are vulnerable
constexpr std::uint32_t kPrivateOfSmall = 16;

tl::unexpected<Error> wrong(const std::string& figure, const std::string& cause) {
  return fail("place vulnerable hosts", figure, cause, "change it");
}

// Whether a host of the Internet can have it.
bool is_public(std::uint32_t address) {
  const std::uint32_t slash8 = address >> 24;
  if (slash8 == 0 || slash8 == 10 || slash8 == 127 || slash8 >= 224) return false;
  return address >> 16 != 0xc0a8 && address >> 20 != 0xac1;
}

// A small space keeps its first addresses for what is behind translators.
bool is_usable(std::uint32_t address, int bits) {
  return bits < 32 ? address >= kPrivateOfSmall : is_public(address);
}

void sort_and_drop_twins(std::vector<std::uint32_t>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// Draws addresses, and more for those that were drawn twice, until there are `wanted`.
template <class Draw>
void fill(std::vector<std::uint32_t>& addresses, std::size_t wanted, const Draw& draw) {
  while (addresses.size() < wanted) {
    const std::size_t missing = wanted - addresses.size();
    for (std::size_t i = 0; i < missing; ++i) addresses.push_back(draw());
    sort_and_drop_twins(addresses);
  }
}

std::uint32_t anywhere(Random& random, int bits) {
  for (;;) {
    const auto address = static_cast<std::uint32_t>(random.next() >> (64 - bits));
    if (is_usable(address, bits)) return address;
  }
}

// How many hosts each /16 gets: as its weight says, but none more than it can hold.
std::vector<std::uint32_t> shares_of_slash16s(const PopulationPlan& plan, std::size_t hosts,
                                              Random& random) {
  constexpr std::uint32_t kHolds = static_cast<std::uint32_t>(kFullest * 65536);
  std::vector<double> running(65536);
  double sum = 0;
  for (std::uint32_t slash8 = 0; slash8 < 256; ++slash8) {
    const double weight8 = std::exp(plan.slash8_spread * normal(random));
    for (std::uint32_t low = 0; low < 256; ++low) {
      const std::uint32_t cell = slash8 << 8 | low;
      const double weight = weight8 * std::exp(plan.slash16_spread * normal(random));
      running[cell] = sum += is_public(cell << 16) ? weight : 0;
    }
  }
  std::vector<std::uint32_t> counts(65536);
  for (std::size_t i = 0; i < hosts;) {
    const auto at = std::upper_bound(running.begin(), running.end(), random.unit() * sum);
    const auto cell = static_cast<std::size_t>(at - running.begin());
    if (cell >= counts.size() || counts[cell] >= kHolds) continue;
    ++counts[cell];
    ++i;
  }
  return counts;
}

void place_in_slash16(std::uint32_t cell, std::uint32_t count, double spread, Random& random,
                      std::vector<std::uint32_t>& addresses) {
  std::vector<double> running(256);
  double sum = 0;
  for (double& to : running) to = sum += std::exp(spread * normal(random));
  std::vector<std::uint32_t> here;
  int rounds = 0;
  fill(here, count, [&] {
    // Its /24s fill up: after some rounds what is left goes anywhere in the /16.
    if (++rounds > static_cast<int>(8 * count))
      return cell << 16 | static_cast<std::uint32_t>(random.below(65536));
    const auto at = std::upper_bound(running.begin(), running.end(), random.unit() * sum);
    const auto slash24 =
        std::min<std::uint32_t>(255, static_cast<std::uint32_t>(at - running.begin()));
    return cell << 16 | slash24 << 8 | static_cast<std::uint32_t>(1 + random.below(254));
  });
  addresses.insert(addresses.end(), here.begin(), here.end());
}

std::vector<std::uint32_t> public_addresses(const PopulationPlan& plan, std::size_t hosts,
                                            Random& random) {
  std::vector<std::uint32_t> addresses;
  addresses.reserve(hosts + plan.also.size());
  if (plan.layout == Layout::uniform) {
    fill(addresses, hosts, [&] { return anywhere(random, plan.address_bits); });
  } else {
    const auto counts = shares_of_slash16s(plan, hosts, random);
    for (std::uint32_t cell = 0; cell < counts.size(); ++cell)
      if (counts[cell] > 0)
        place_in_slash16(cell, counts[cell], plan.slash24_spread, random, addresses);
  }
  if (!plan.also.empty()) {
    addresses.insert(addresses.end(), plan.also.begin(), plan.also.end());
    sort_and_drop_twins(addresses);
  }
  return addresses;
}

// Sites of a geometric number of hosts each, in 192.168.x.0/24 or its like in a small space.
void put_behind_translators(const PopulationPlan& plan, std::size_t hosts, Random& random,
                            Population& population) {
  const double more = 1 - 1 / std::max(1.0, plan.hosts_per_site);
  const bool whole = plan.address_bits == 32;
  const std::uint32_t base = whole ? 0xc0a80100 : 0, most = whole ? 200 : kPrivateOfSmall - 2;
  population.site_begin.push_back(static_cast<Host>(population.addresses.size()));
  for (std::size_t placed = 0; placed < hosts;) {
    std::uint32_t here = 1;
    while (here < most && random.chance(more)) ++here;
    for (std::uint32_t i = 0; i < here && placed < hosts; ++i, ++placed)
      population.addresses.push_back(base + 2 + i);
    population.site_begin.push_back(static_cast<Host>(population.addresses.size()));
  }
}

}  // namespace

Result<Population> populate(const PopulationPlan& plan, std::uint64_t seed) {
  if (plan.address_bits < 8 || plan.address_bits > 32)
    return wrong("address_bits", "must be 8 to 32");
  if (plan.layout == Layout::clustered && plan.address_bits != 32)
    return wrong("layout", "clusters need the whole space of 32 bits");
  if (!(plan.behind_translators >= 0 && plan.behind_translators <= 1))
    return wrong("behind_translators", "must be a share, 0 to 1");
  if (plan.vulnerable + plan.also.size() < 1 || plan.vulnerable > kMostHosts)
    return wrong("vulnerable", fmt::format("must be 1 to {}", kMostHosts));
  if (static_cast<double>(plan.vulnerable) > kFullest * std::ldexp(1.0, plan.address_bits))
    return wrong("vulnerable", "more than half of all addresses");
  Random random(combine(seed, 0x706c616365));
  const auto hidden = static_cast<std::size_t>(
      std::llround(plan.behind_translators * static_cast<double>(plan.vulnerable)));
  Population population;
  population.address_bits = plan.address_bits;
  population.addresses =
      public_addresses(plan, static_cast<std::size_t>(plan.vulnerable) - hidden, random);
  if (hidden > 0) put_behind_translators(plan, hidden, random, population);
  return population;
}

}  // namespace cordon::epidemic
