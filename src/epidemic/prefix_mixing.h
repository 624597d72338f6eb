// Mixing over the Internet: a share of the probes goes anywhere, shares stay within the prober's
// own prefixes (/8, /16, /24 or whatever the worm prefers).
//
// For each preferred length, each network's weight is (susceptible hosts) x (rate of its infectious
// hosts), kept in a tree of sums: an event costs O(log networks). Cells are the networks of the
// longest preferred length in which there is a host, so a worm without preference has a single
// cell and costs O(1). A site behind a translator is a cell of its own: it probes outwards with
// all others, and is reached from itself only. Threads: one a run.
#pragma once

#include <memory>

#include "epidemic/mixing.h"
#include "epidemic/population.h"
#include "epidemic/sum_tree.h"
#include "epidemic/worm.h"

namespace cordon::epidemic {

/// How hosts fall into cells, and cells into preferred networks. Immutable, shared by runs.
struct PrefixCells {
  struct Level {
    double per_probe = 0;          // P(a probe goes to one given address of the network)
    std::vector<Cell> network_of;  // by public cell
    std::vector<Cell> first;       // the first cell of each network, and the end
  };
  double anywhere = 0;           // P(a probe goes to one given public address by chance alone)
  double within_site = 0;        // P(a probe goes to one given address of the own site)
  std::vector<Level> levels;     // from wide to narrow; only preferred ones
  std::vector<Host> cell_begin;  // and the end
  Cell public_cells = 0;         // the others are sites
};

PrefixCells cells_of(const Population& population, const Worm& worm);

class PrefixMixing final : public Mixing {
 public:
  /// `cells` is borrowed.
  explicit PrefixMixing(const PrefixCells& cells);

  void clear() override;
  void add_susceptible(Cell cell, std::int64_t hosts) override;
  void set_susceptible(const std::vector<std::uint32_t>& by_cell) override;
  void add_rate(Cell cell, std::int64_t units) override;
  void enter(const Stretch&) override {}

  double useful_rate() const override;
  Meeting draw(Random& random) const override;
  bool reaches(Cell from, Cell to) const override { return to < cells_.public_cells || from == to; }
  void pressure(const std::vector<double>& rates, std::vector<double>& per_host) const override;

 private:
  struct Network {
    std::uint64_t susceptible = 0;
    RateUnits rate = 0;
    double weight() const { return static_cast<double>(susceptible) * static_cast<double>(rate); }
  };
  struct Level {
    std::vector<Network> networks;
    SumTree<double> weights;
  };
  void change(Level& level, std::size_t network, std::int64_t hosts, std::int64_t units);
  void change_all(Cell cell, std::int64_t hosts, std::int64_t units);
  Cell susceptible_cell(Cell from, Cell to, Random& random) const;

  const PrefixCells& cells_;
  Network everywhere_;         // public susceptible hosts; the rate of all
  std::vector<Level> levels_;  // as in cells_
  Level sites_;
  SumTree<std::uint64_t> susceptible_;  // by public cell
};

}  // namespace cordon::epidemic
