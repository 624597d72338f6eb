// What if: each measure tried on the same worm in many exact runs, and told beside doing nothing.
//
// Hosts are placed alike and runs have the same seeds for each measure, so that differences are of
// the measure. Deterministic for any number of threads. Time: runs x measures of exact.h.
#pragma once

#include "epidemic/ensemble.h"
#include "epidemic/measure.h"

namespace cordon::epidemic {

/// Of hosts infected at the horizon.
struct Spread {
  double mean = 0, low = 0, median = 0, high = 0;  // 5 %, 50 %, 95 % of the runs
};

struct Effect {
  std::string measure;
  Spread infected;
  Spread saved;          // hosts that are infected with nothing done and not with this, run by run
  double contained = 0;  // share of runs in which at most kContained of the vulnerable fell
  std::vector<double> low, median, high;  // ever infected, on the grid
};

/// Of the vulnerable hosts: Moore et al. 2003 take 1 % in a day for contained.
inline constexpr double kContained = 0.01;

struct WhatIf {
  double step = 0;  // of the grid
  double vulnerable = 0;
  std::vector<Effect> effects;  // nothing first, then as asked
};

struct WhatIfOptions {
  std::uint64_t runs = 100;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  std::function<bool(std::uint64_t done, std::uint64_t all)> progress;
};

Result<WhatIf> what_if(const Scenario& base, const std::vector<Measure>& measures,
                       const WhatIfOptions& options);

}  // namespace cordon::epidemic
