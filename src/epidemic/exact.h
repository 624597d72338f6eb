// The exact engine: every infection, first probe, cleansing, patch and block is an event; probes
// that cannot matter are never drawn.
//
// Probes of infectious hosts are Poisson processes, so the next that reaches a susceptible host
// comes after an exponential time of their summed rate (Gillespie 1977); its source and target are
// then drawn in proportion. Latency, cleansing and patching have no memory either. What has one -
// conditions that begin at a time, per-host clocks, itineraries - is a next time: where it comes
// first, time goes on to it and the exponential is drawn anew. Cost: O(events log cells), whatever
// the number of probes; memory about 30 bytes a vulnerable host, 40 more where infections are
// recorded.
//
// Deterministic by seed, with or without a record (sources have random numbers of their own).
// Threads: one an Exact; the World is shared.
#pragma once

#include <functional>

#include "epidemic/trajectory.h"
#include "epidemic/world.h"

namespace cordon::epidemic {

class Exact {
 public:
  /// `world` is borrowed and must outlive this.
  explicit Exact(const World& world);
  ~Exact();

  /// A run from the start. `progress` is told the share of simulated time that has passed, now and
  /// then; it may be empty, and ends the run early (at the state then reached) by returning false.
  Trajectory run(std::uint64_t seed, const std::function<bool(double share)>& progress = {});
  /// Events of the last run.
  std::uint64_t events() const;

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

/// The addresses of hosts that were infected, for PopulationPlan::also of a worm that uses what the
/// first one left open: this share of them, drawn by seed. Public addresses only, each once.
std::vector<std::uint32_t> doors_left_open(const World& world, const Trajectory& recorded,
                                           double share, std::uint64_t seed);

}  // namespace cordon::epidemic
