// Mixing in a described network: from the chance that one probe from a cell goes to one given
// address of another, and from who reaches whom on which port.
//
// With shares p0 anywhere and pk within the prober's own prefix of length k, that chance is
//     p0 / 2^32 + sum over k of pk P(both share k bits) / 2^(32-k),
// exact where no preferred prefix cuts a cell; so segments wider than the longest preferred prefix
// are cut into cells of that length, as far as kMostCells allows. Beyond, the average over the
// segment is taken. A change of one host's rate costs O(cells); a draw O(log cells). Threads: one a
// run.
#pragma once

#include "epidemic/mixing.h"
#include "epidemic/network.h"
#include "epidemic/population.h"
#include "epidemic/sum_tree.h"
#include "epidemic/worm.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostCells = 2048;  // stops: a matrix of 32 MB growing further

/// The network's hosts by cell. Immutable, shared by runs.
struct MatrixCells {
  const Network* network = nullptr;     // borrowed
  std::vector<std::uint16_t> ports;     // of the worm
  std::vector<Host> cell_begin;         // and the end
  std::vector<std::size_t> segment_of;  // by cell
  std::vector<net::Prefix> prefix_of;   // by cell
  std::vector<double> per_probe;        // [from * cells + to], ports apart
  double outside_units = 0;             // rate of those outside towards one given address
  std::size_t size() const { return segment_of.size(); }
};

/// Places the vulnerable hosts of each segment, and cuts segments into cells.
Population populate(const Network& network, std::uint64_t seed);
MatrixCells cells_of(const Network& network, const Population& population, const Worm& worm,
                     double mean_units);
/// P(one probe from a host somewhere in `from` goes to one given address of `to`).
double chance_per_probe(const net::Prefix& from, const net::Prefix& to, const Worm& worm);

class MatrixMixing final : public Mixing {
 public:
  /// `cells` is borrowed.
  explicit MatrixMixing(const MatrixCells& cells);

  void clear() override;
  void add_susceptible(Cell cell, std::int64_t hosts) override;
  void set_susceptible(const std::vector<std::uint32_t>& by_cell) override;
  void add_rate(Cell cell, std::int64_t units) override;
  void enter(const Stretch& stretch) override;

  double useful_rate() const override { return weights_.total(); }
  Meeting draw(Random& random) const override;
  bool reaches(Cell from, Cell to) const override { return chance_[from * size_ + to] > 0; }
  void pressure(const std::vector<double>& rates, std::vector<double>& per_host) const override;

 private:
  void sum_pressure();
  void weigh_all();

  const MatrixCells& cells_;
  std::size_t size_;
  std::vector<double> chance_;   // per_probe where open, else 0
  std::vector<double> outside_;  // units towards one address of each cell, from outside
  std::vector<std::uint64_t> susceptible_;
  std::vector<RateUnits> rate_;
  std::vector<double> pressure_;  // units towards one address of each cell, in all
  std::uint32_t changes_ = 0;     // of pressure_ since it was summed anew
  SumTree<double> weights_;
};

}  // namespace cordon::epidemic
