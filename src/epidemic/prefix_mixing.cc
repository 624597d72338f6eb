#include "epidemic/prefix_mixing.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace cordon::epidemic {
namespace {

// Where among public hosts a new network of this length begins.
std::vector<Host> networks_of(const Population& population, int length) {
  std::vector<Host> begin;
  const int shift = population.address_bits - length;
  const Host hosts = population.public_hosts();
  for (Host i = 0; i < hosts; ++i)
    if (i == 0 || (static_cast<std::uint64_t>(population.addresses[i]) >> shift) !=
                      (static_cast<std::uint64_t>(population.addresses[i - 1]) >> shift))
      begin.push_back(i);
  begin.push_back(hosts);
  return begin;
}

PrefixCells::Level level_of(const PrefixCells& cells, const std::vector<Host>& networks) {
  PrefixCells::Level level;
  level.network_of.resize(cells.public_cells);
  Cell cell = 0;
  for (std::size_t network = 0; network + 1 < networks.size(); ++network) {
    level.first.push_back(cell);
    for (; cell < cells.public_cells && cells.cell_begin[cell] < networks[network + 1]; ++cell)
      level.network_of[cell] = static_cast<Cell>(network);
  }
  level.first.push_back(cell);
  return level;
}

}  // namespace

PrefixCells cells_of(const Population& population, const Worm& worm) {
  PrefixCells cells;
  const int bits = population.address_bits;
  std::vector<LocalShare> local;
  double anywhere = 1;
  if (!worm.is_ordered())
    for (const LocalShare& share : worm.local)
      if (share.share > 0) local.push_back(share), anywhere -= share.share;
  std::sort(local.begin(), local.end(),
            [](const auto& a, const auto& b) { return a.prefix_length < b.prefix_length; });
  cells.anywhere = std::max(0.0, anywhere) * std::ldexp(1.0, -bits);
  cells.within_site = cells.anywhere;
  cells.cell_begin = networks_of(population, local.empty() ? 0 : local.back().prefix_length);
  cells.public_cells = static_cast<Cell>(cells.cell_begin.size() - 1);
  for (const LocalShare& share : local) {
    cells.levels.push_back(level_of(cells, networks_of(population, share.prefix_length)));
    cells.levels.back().per_probe = share.share * std::ldexp(1.0, share.prefix_length - bits);
    cells.within_site += cells.levels.back().per_probe;
  }
  for (std::size_t site = 1; site < population.site_begin.size(); ++site)
    cells.cell_begin.push_back(population.site_begin[site]);
  return cells;
}

PrefixMixing::PrefixMixing(const PrefixCells& cells) : cells_(cells) {
  for (const PrefixCells::Level& level : cells.levels) {
    Level mine;
    mine.networks.resize(level.first.size() - 1);
    mine.weights.resize(mine.networks.size());
    levels_.push_back(std::move(mine));
  }
  const std::size_t sites = cells.cell_begin.size() - 1 - cells.public_cells;
  sites_.networks.resize(sites);
  sites_.weights.resize(sites);
  susceptible_.resize(cells.public_cells);
}

void PrefixMixing::clear() {
  everywhere_ = {};
  susceptible_.clear();
  const auto clear_level = [](Level& level) {
    std::fill(level.networks.begin(), level.networks.end(), Network{});
    level.weights.clear();
  };
  for (Level& level : levels_) clear_level(level);
  clear_level(sites_);
}

void PrefixMixing::change(Level& level, std::size_t network, std::int64_t hosts,
                          std::int64_t units) {
  Network& n = level.networks[network];
  n.susceptible += static_cast<std::uint64_t>(hosts);
  n.rate += static_cast<RateUnits>(units);
  // Most networks hold nobody who probes, early on: their weight stays 0.
  if (const double weight = n.weight(); weight != level.weights.at(network))
    level.weights.set(network, weight);
}

void PrefixMixing::change_all(Cell cell, std::int64_t hosts, std::int64_t units) {
  everywhere_.rate += static_cast<RateUnits>(units);
  if (cell >= cells_.public_cells) return change(sites_, cell - cells_.public_cells, hosts, units);
  everywhere_.susceptible += static_cast<std::uint64_t>(hosts);
  for (std::size_t i = 0; i < levels_.size(); ++i)
    change(levels_[i], cells_.levels[i].network_of[cell], hosts, units);
}

void PrefixMixing::add_susceptible(Cell cell, std::int64_t hosts) {
  if (cell < cells_.public_cells) susceptible_.add(cell, static_cast<std::uint64_t>(hosts));
  change_all(cell, hosts, 0);
}

void PrefixMixing::set_susceptible(const std::vector<std::uint32_t>& by_cell) {
  CHECK(by_cell.size() + 1 == cells_.cell_begin.size());
  for (Cell cell = 0; cell < by_cell.size(); ++cell) {
    change_all(cell, by_cell[cell], 0);
    if (cell < cells_.public_cells) susceptible_.put(cell, by_cell[cell]);
  }
  susceptible_.sum();
}

void PrefixMixing::add_rate(Cell cell, std::int64_t units) { change_all(cell, 0, units); }

double PrefixMixing::useful_rate() const {
  double rate = cells_.anywhere * everywhere_.weight();
  for (std::size_t i = 0; i < levels_.size(); ++i)
    rate += cells_.levels[i].per_probe * levels_[i].weights.total();
  return rate + cells_.within_site * sites_.weights.total();
}

Cell PrefixMixing::susceptible_cell(Cell from, Cell to, Random& random) const {
  if (to - from == 1) return from;
  const std::uint64_t before = susceptible_.before(from);
  return static_cast<Cell>(
      susceptible_.find(before + random.below(susceptible_.before(to) - before)));
}

Mixing::Meeting PrefixMixing::draw(Random& random) const {
  const double total = useful_rate();
  double left = random.unit() * total;
  for (std::size_t i = levels_.size(); i-- > 0;) {  // the narrow ones happen most
    const double per_probe = cells_.levels[i].per_probe;
    const double rate = per_probe * levels_[i].weights.total();
    if (left < rate) {
      const std::size_t network = levels_[i].weights.find(left / per_probe);
      const Cell from = cells_.levels[i].first[network], to = cells_.levels[i].first[network + 1];
      return {from, to, susceptible_cell(from, to, random), false};
    }
    left -= rate;
  }
  const double of_sites = cells_.within_site * sites_.weights.total();
  if (left < of_sites || everywhere_.weight() <= 0) {
    const double at = std::min(left, of_sites) / cells_.within_site;
    const Cell site = cells_.public_cells + static_cast<Cell>(sites_.weights.find(at));
    return {site, site + 1, site, false};
  }
  const Cell all = static_cast<Cell>(cells_.cell_begin.size() - 1);
  return {0, all, susceptible_cell(0, cells_.public_cells, random), false};
}

void PrefixMixing::pressure(const std::vector<double>& rates, std::vector<double>& per_host) const {
  per_host.assign(rates.size(), 0);
  double all = 0;
  for (const double rate : rates) all += rate;
  for (const PrefixCells::Level& level : cells_.levels)
    for (std::size_t network = 0; network + 1 < level.first.size(); ++network) {
      double rate = 0;
      for (Cell cell = level.first[network]; cell < level.first[network + 1]; ++cell)
        rate += rates[cell];
      if (rate == 0) continue;
      for (Cell cell = level.first[network]; cell < level.first[network + 1]; ++cell)
        per_host[cell] += level.per_probe * rate;
    }
  for (Cell cell = 0; cell < rates.size(); ++cell)
    per_host[cell] +=
        cell < cells_.public_cells ? cells_.anywhere * all : cells_.within_site * rates[cell];
}

}  // namespace cordon::epidemic
