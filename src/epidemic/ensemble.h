// Many runs of one scenario, as a fan: quantiles, mean and spread at each point of the grid.
//
// Hosts are placed once; runs differ in their events. Run i has the seed combine(seed, i) and its
// result has place i, so the outcome is the same for any number of threads. Runs are shared out
// over threads one by one. Memory: 72 bytes a run and point of the grid; bound kMostRunPoints.
#pragma once

#include <functional>

#include "epidemic/trajectory.h"
#include "epidemic/world.h"

namespace cordon::epidemic {

inline constexpr std::uint64_t kMostRunPoints = 1 << 26;  // 4.8 GB; stops: a fine grid of many runs

struct EnsembleOptions {
  std::uint64_t runs = 100;
  std::uint64_t seed = 1;
  unsigned threads = 0;  // 0: as many as there are cores
  std::vector<double> levels = {0.05, 0.25, 0.5, 0.75, 0.95};
  /// Told how many runs are done, from any thread, one call at a time; false ends it.
  std::function<bool(std::uint64_t done, std::uint64_t runs)> progress = {};
};

struct Ensemble {
  double step = 0;
  std::vector<double> levels;
  std::vector<std::vector<TrajectoryPoint>> bands;  // by level, then by point; each count by itself
  std::vector<TrajectoryPoint> mean;                // by point
  std::vector<TrajectoryPoint> deviation;           // by point: standard deviation over runs
  std::vector<TrajectorySummary> summaries;         // by run
};

/// Fails where nothing or too much is asked for, or progress ended it.
Result<Ensemble> run_ensemble(const World& world, const EnsembleOptions& options);

/// The value below which this share of the numbers lies, by interpolation between the two nearest;
/// NaNs ("never") count as largest. The list is sorted in place; NaN where it is empty.
double quantile_of(std::vector<double>& numbers, double level);

}  // namespace cordon::epidemic
