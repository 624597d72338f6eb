// Who hits whom: how often a probe of an infectious host reaches one that is still susceptible, and
// which. The one thing in which the Internet (prefix_mixing.h) and a described network
// (matrix_mixing.h) differ; an engine knows this interface only.
//
// Hosts are in cells, a run of host numbers each, within which all are alike to a prober. The rates
// of hosts are whole numbers of a unit, so that sums are exact whatever the order in which hosts
// come and go. Threads: one a run.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "epidemic/timetable.h"

namespace cordon::epidemic {

using Cell = std::uint32_t;
/// Probes a second of one host or many, in units of Mixing's user.
using RateUnits = std::uint64_t;

class Mixing {
 public:
  /// The cells [from, to) of which one host is the source, in proportion to their rates, and the
  /// cell of which one susceptible host is the target, each alike. `outside`: the source is none of
  /// the hosts.
  struct Meeting {
    Cell from = 0, to = 0;
    Cell target = 0;
    bool outside = false;
  };

  virtual ~Mixing() = default;
  /// Nobody is susceptible, nobody probes.
  virtual void clear() = 0;
  virtual void add_susceptible(Cell cell, std::int64_t hosts) = 0;
  /// Makes many changes cheaper: cell by cell before the first event.
  virtual void set_susceptible(const std::vector<std::uint32_t>& by_cell) = 0;
  virtual void add_rate(Cell cell, std::int64_t units) = 0;
  /// What begins to hold: ports closed between segments, and whether those outside probe.
  virtual void enter(const Stretch& stretch) = 0;

  /// Probes that reach a susceptible host, in units (a second).
  virtual double useful_rate() const = 0;
  /// Draws one of them; useful_rate() must be above 0.
  virtual Meeting draw(Random& random) const = 0;
  /// Whether a probe from one cell to an address in the other arrives at all.
  virtual bool reaches(Cell from, Cell to) const = 0;
  /// For deterministic engines: units that reach one host of each cell, given those that each cell
  /// sends.
  virtual void pressure(const std::vector<double>& rates, std::vector<double>& per_host) const = 0;
};

}  // namespace cordon::epidemic
