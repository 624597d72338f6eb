// The course of one run: counts on a regular grid of time, what people ask of a curve, and, where
// asked for, every infection.
//
// Counts are of hosts, whole numbers from an exact engine and fractions from a deterministic one.
// Threads: plain values; a Recorder is of one run.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "epidemic/population.h"

namespace cordon::epidemic {

struct TrajectoryPoint {
  double time = 0;         // seconds from the start
  double ever = 0;         // hosts infected so far
  double infectious = 0;   // now probing, or resting by the calendar
  double susceptible = 0;  // vulnerable and never infected, or cleansed without a patch
  double removed = 0;      // cleansed
  double patched = 0;      // before they were infected
  double probes = 0;       // a second, sent
  double delivered = 1;    // share of the probes that the network carries
  double addresses = 0;    // distinct ones that infected hosts have had so far
};

struct Infection {
  Host host = 0;
  Host by = kNoHost;  // kNoHost: at the start, or from outside
  double time = 0;    // of the delivery
  double onset = 0;   // of its first probe; infinity where it never came to that
  double silenced = std::numeric_limits<double>::infinity();  // address filter, or budget used up
  double end = std::numeric_limits<double>::infinity();       // cleansed
};

/// NaN: it did not come to that.
struct TrajectorySummary {
  double vulnerable = 0;
  double final_size = 0;          // hosts ever infected at the horizon
  double time_to_10_percent = 0;  // of the vulnerable hosts, ever infected
  double time_to_50_percent = 0;
  double time_to_90_percent = 0;
  double peak_new_per_minute = 0;     // over whole minutes from the start
  double peak_probes_per_second = 0;  // carried by the network
  double peak_infectious = 0, time_of_peak = 0;
  double doubling_time = 0;  // early: between 16 (or 4 x initial) and 5 % of the vulnerable
};

struct Trajectory {
  double step = 0;
  std::vector<TrajectoryPoint> points;  // at 0, step, 2 step, ... up to the horizon
  TrajectorySummary summary;
  std::vector<Infection> infections;  // by time of delivery; empty unless asked for
};

/// The moment at which so many hosts had been infected, by interpolation; NaN: never.
double time_of(const Trajectory& trajectory, double ever);

/// Makes a trajectory of what an engine tells it, in order of time.
class Recorder {
 public:
  Recorder(double horizon, double step, double vulnerable, double initial);

  /// Nothing changes from the last moment told until this one (state.time is the former).
  void hold(const TrajectoryPoint& state, double until);
  /// Everything changes evenly from one state to the other.
  void line(const TrajectoryPoint& from, const TrajectoryPoint& to);
  /// An exact engine: a host was infected, the so-many-th.
  void infected(double time, double ever);
  /// Perhaps the highest state so far; hold() and line() look themselves.
  void peaks(const TrajectoryPoint& state);
  /// The grid up to the horizon is filled with the last state.
  Trajectory finish(const TrajectoryPoint& last);

 private:
  void milestones(double time, double ever);
  void next_milestone();
  double grid(std::size_t i) const { return static_cast<double>(i) * trajectory_.step; }

  Trajectory trajectory_;
  double horizon_, initial_;
  double next_time_ = 0;   // of the grid
  double next_count_ = 0;  // of the milestones
  double minute_ = 0, in_minute_ = 0;
  std::vector<double> doubled_;  // when 2^i had been infected; NaN: not yet
};

}  // namespace cordon::epidemic
