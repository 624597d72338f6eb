#include "epidemic/world.h"

#include <algorithm>
#include <cmath>

#include "epidemic/draws.h"

namespace cordon::epidemic {
namespace {

enum Draws : std::uint64_t { kRates = 1, kClocks, kLimits, kPatched };  // streams of their own

double mean_rate_of(const Worm& worm, Random& random) {
  if (worm.links.empty()) return worm.probes_per_second;
  double shares = 0;
  for (const LinkClass& link : worm.links) shares += link.share;
  double left = random.unit() * shares;
  for (const LinkClass& link : worm.links) {
    if (left < link.share) return link.probes_per_second;
    left -= link.share;
  }
  return worm.links.back().probes_per_second;
}

void draw_rates(World& world, std::uint64_t seed) {
  const Worm& worm = world.scenario.worm;
  world.per_unit = worm.mean_rate() / kUnitsOfMean;
  if (worm.is_uniform()) return;
  Random random(combine(seed, kRates));
  world.units.resize(world.hosts());
  const double sigma = worm.rate_spread;
  for (std::uint32_t& units : world.units) {
    double rate = mean_rate_of(worm, random) / worm.mean_rate();
    if (sigma > 0) rate *= std::exp(sigma * normal(random) - sigma * sigma / 2);
    units =
        static_cast<std::uint32_t>(std::max(1.0, std::min(rate, kMostOfMean) * kUnitsOfMean + 0.5));
  }
}

// Each host by chance; empty where the chance is 0.
std::vector<bool> drawn(std::size_t hosts, double share, std::uint64_t seed) {
  std::vector<bool> list;
  if (share <= 0) return list;
  list.resize(hosts);
  Random random(seed);
  for (std::size_t i = 0; i < hosts; ++i) list[i] = random.chance(share);
  return list;
}

void mark_patched(World& world, std::uint64_t seed) {
  const double share = world.scenario.controls.patched_before;
  world.patched = drawn(world.hosts(), share, combine(seed, kPatched));
  if (!world.scenario.network) return;
  Random random(combine(seed, kPatched + 1));
  Host begin = 0;
  for (const Segment& segment : world.scenario.network->segments) {
    if (segment.patched > 0) world.patched.resize(world.hosts());
    std::uint64_t needed = segment.patched;
    for (std::uint64_t left = segment.vulnerable; needed > 0; --left)
      if (random.below(left) < needed) {
        world.patched[begin + (segment.vulnerable - left)] = true;
        --needed;
      }
    begin += static_cast<Host>(segment.vulnerable);
  }
}

void find_cells(World& world) {
  const Scenario& scenario = world.scenario;
  if (scenario.network) {
    world.matrix = cells_of(*scenario.network, world.population, scenario.worm, kUnitsOfMean);
    world.cell_begin = world.matrix->cell_begin;
  } else {
    world.prefix = cells_of(world.population, scenario.worm);
    world.cell_begin = world.prefix.cell_begin;
  }
  if (world.cells() == 1) return;
  world.cell_of.resize(world.hosts());
  for (Cell cell = 0; cell < world.cells(); ++cell)
    std::fill(world.cell_of.begin() + world.cell_begin[cell],
              world.cell_of.begin() + world.cell_begin[cell + 1], cell);
}

}  // namespace

std::unique_ptr<Mixing> World::mixing() const {
  if (matrix) return std::make_unique<MatrixMixing>(*matrix);
  return std::make_unique<PrefixMixing>(prefix);
}

Result<std::unique_ptr<const World>> build_world(Scenario scenario, std::uint64_t seed) {
  if (const auto fault = fault_of(scenario)) return tl::unexpected(*fault);
  auto world = std::make_unique<World>();
  world->scenario = std::move(scenario);
  const Scenario& mine = world->scenario;
  if (mine.network) {
    world->population = populate(*mine.network, seed);
  } else {
    auto population = populate(mine.population, seed);
    if (!population) return tl::unexpected(population.error());
    world->population = std::move(*population);
  }
  draw_rates(*world, seed);
  find_cells(*world);
  if (!mine.worm.calendar.empty())
    world->wrong_clock = drawn(world->hosts(), mine.worm.wrong_clock, combine(seed, kClocks));
  if (mine.controls.contact_limit_at != kNever)
    world->unlimited =
        drawn(world->hosts(), 1 - mine.controls.contact_limit_deployment, combine(seed, kLimits));
  mark_patched(*world, seed);
  world->stretches = timetable_of(mine);
  return std::unique_ptr<const World>(std::move(world));
}

}  // namespace cordon::epidemic
