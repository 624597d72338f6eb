#include "epidemic/threshold.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cordon::epidemic {
namespace {

constexpr int kMostRounds = 1000;
constexpr double kClose = 1e-12;  // relative change of the eigenvalue at which it stands

std::vector<double> hosts_by_cell(const World& world) {
  std::vector<double> hosts(world.cells());
  for (Cell cell = 0; cell < world.cells(); ++cell)
    for (Host host = world.cell_begin[cell]; host < world.cell_begin[cell + 1]; ++host)
      hosts[cell] += world.patched.empty() || !world.patched[host];
  return hosts;
}

void normalise(std::vector<double>& values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  if (sum > 0)
    for (double& value : values) value /= sum;
}

struct Growth {
  double value = 0;           // infections by one probe
  std::vector<double> where;  // share of the infectious hosts in each cell, once it has settled
};

// What those outside send must not count: it is no descendant of anybody's.
class Descent {
 public:
  Descent(const World& world, std::size_t blocks) : mixing_(world.mixing()) {
    Stretch stretch;
    stretch.blocks = blocks;
    mixing_->enter(stretch);
    std::vector<double> nobody(world.cells(), 0.0);
    mixing_->pressure(nobody, outside_);
  }
  void pressure(const std::vector<double>& probes, std::vector<double>& per_host) const {
    mixing_->pressure(probes, per_host);
    for (std::size_t i = 0; i < per_host.size(); ++i)
      per_host[i] = std::max(0.0, per_host[i] - outside_[i]);
  }
  const Mixing& mixing() const { return *mixing_; }

 private:
  std::unique_ptr<Mixing> mixing_;
  std::vector<double> outside_;
};

// Power iteration. A little of itself is mixed in, so that what swings between two cells settles.
Growth growth_of(const Descent& descent, const std::vector<double>& hosts) {
  Growth growth;
  growth.where = hosts;
  normalise(growth.where);
  std::vector<double> next(hosts.size());
  for (int round = 0; round < kMostRounds; ++round) {
    descent.pressure(growth.where, next);
    double value = 0;
    for (std::size_t i = 0; i < next.size(); ++i) value += next[i] *= hosts[i];
    if (value <= 0) return {0, std::move(growth.where)};
    for (std::size_t i = 0; i < next.size(); ++i)
      growth.where[i] = 0.5 * (growth.where[i] + next[i] / value);
    const bool settled = std::abs(value - growth.value) <= kClose * value;
    growth.value = value;
    if (settled) break;
  }
  return growth;
}

// The left eigenvector: how much growth comes of one infectious host in each cell.
std::vector<double> descendants(const MatrixCells& cells, const Mixing& mixing,
                                const std::vector<double>& hosts) {
  const std::size_t size = cells.size();
  std::vector<double> value(size, 1.0), next(size);
  for (int round = 0; round < kMostRounds; ++round) {
    double change = 0;
    for (std::size_t from = 0; from < size; ++from) {
      next[from] = 0;
      for (std::size_t to = 0; to < size; ++to)
        if (mixing.reaches(static_cast<Cell>(from), static_cast<Cell>(to)))
          next[from] += cells.per_probe[from * size + to] * hosts[to] * value[to];
    }
    normalise(next);
    for (std::size_t i = 0; i < size; ++i) {
      const double mixed = 0.5 * (value[i] + next[i]);
      change = std::max(change, std::abs(mixed - value[i]));
      value[i] = mixed;
    }
    if (change <= kClose) break;
  }
  return value;
}

}  // namespace

Threshold threshold_of(const World& world, std::size_t blocks) {
  const std::vector<double> hosts = hosts_by_cell(world);
  const Descent descent(world, blocks);
  const Growth growth = growth_of(descent, hosts);
  Threshold threshold;
  threshold.per_probe = growth.value * world.scenario.worm.success;
  threshold.per_second = threshold.per_probe * world.scenario.worm.mean_rate();
  if (threshold.per_probe <= 0) return threshold;
  threshold.reaction_time = 1 / threshold.per_second;
  threshold.probe_budget = 1 / threshold.per_probe;
  if (!world.matrix) return threshold;
  // d(value)/d(hosts in c) = pressure_c descendants_c / sum(where descendants)   (Caswell)
  const std::vector<double> children = descendants(*world.matrix, descent.mixing(), hosts);
  std::vector<double> per_host(hosts.size());
  descent.pressure(growth.where, per_host);
  double whole = 0;
  for (std::size_t i = 0; i < hosts.size(); ++i) whole += growth.where[i] * children[i];
  threshold.worth.resize(hosts.size());
  for (std::size_t i = 0; i < hosts.size(); ++i)
    threshold.worth[i] = whole > 0 ? per_host[i] * children[i] / whole / growth.value : 0;
  return threshold;
}

std::vector<PatchWorth> patch_worths(const World& world, const Threshold& threshold) {
  std::vector<PatchWorth> list;
  if (!world.matrix || threshold.worth.empty()) return list;
  const MatrixCells& cells = *world.matrix;
  list.resize(cells.network->segments.size());
  for (std::size_t s = 0; s < list.size(); ++s) list[s].segment = s;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    PatchWorth& of = list[cells.segment_of[cell]];
    const std::uint64_t hosts = cells.cell_begin[cell + 1] - cells.cell_begin[cell];
    of.per_host += threshold.worth[cell] * static_cast<double>(hosts);
    of.vulnerable += hosts;
  }
  for (PatchWorth& of : list)
    if (of.vulnerable > 0) of.per_host /= static_cast<double>(of.vulnerable);
  std::stable_sort(list.begin(), list.end(), [](const PatchWorth& a, const PatchWorth& b) {
    return a.per_host > b.per_host;
  });
  return list;
}

}  // namespace cordon::epidemic
