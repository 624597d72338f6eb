// A scenario made concrete: hosts placed, each with its cell and its rate; the calendar worked out.
//
// Immutable once built, and shared by the runs of an ensemble on all threads: what differs between
// runs is only the course of events. The places and rates depend on the seed given here.
// Memory: 4 to 12 bytes a host.
#pragma once

#include <memory>
#include <optional>

#include "epidemic/matrix_mixing.h"
#include "epidemic/prefix_mixing.h"
#include "epidemic/scenario.h"
#include "epidemic/timetable.h"

namespace cordon::epidemic {

/// The mean rate of a host, in units: rates of hosts are rounded to a millionth of the mean, and
/// cut at kMostOfMean times the mean.
inline constexpr std::uint32_t kUnitsOfMean = 1 << 20;
inline constexpr double kMostOfMean = 4000;

struct World {
  Scenario scenario;
  Population population;
  std::vector<Host> cell_begin;      // and the end
  std::vector<Cell> cell_of;         // by host; empty: there is one cell
  std::vector<std::uint32_t> units;  // by host: its rate; empty: all have the mean
  std::vector<bool> wrong_clock;     // by host; empty: none
  std::vector<bool> unlimited;       // by host: the contact limit does not bind it; empty: none
  std::vector<bool> patched;         // by host: before the start; empty: none
  std::vector<Stretch> stretches;
  double per_unit = 0;  // probes a second
  PrefixCells prefix;   // of these two, the one that is used
  std::optional<MatrixCells> matrix;

  World() = default;
  World(const World&) = delete;  // the mixing of its runs points into it
  World& operator=(const World&) = delete;

  std::size_t hosts() const { return population.size(); }
  Cell cells() const { return static_cast<Cell>(cell_begin.size() - 1); }
  Cell cell(Host host) const { return cell_of.empty() ? 0 : cell_of[host]; }
  std::uint32_t units_of(Host host) const { return units.empty() ? kUnitsOfMean : units[host]; }
  /// The chance that one delivery to a vulnerable host, under these conditions, infects it.
  double delivery(const Stretch& stretch) const {
    return scenario.worm.success * stretch.delivered;
  }
  std::unique_ptr<Mixing> mixing() const;
};

/// Fails as fault_of() and populate() do.
Result<std::unique_ptr<const World>> build_world(Scenario scenario, std::uint64_t seed);

}  // namespace cordon::epidemic
