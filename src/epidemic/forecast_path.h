// One possible future of an outbreak: births and isolations from here on, to the end.
//
// Where few hosts are infectious or few susceptible, event by event; between, in steps of a tenth
// of an e-folding with the mean and variance of growth_births.h. Both noise of chance and the fit's
// noise beyond it. Deterministic by the Random. Threads: one a Random.
#pragma once

#include <vector>

#include "base/random.h"

namespace cordon::epidemic {

/// Where it stands, and what drives it. Times in seconds.
struct PathStart {
  double infected = 1;               // ever, until now
  double isolated = 0;               // of these, infecting no more
  double vulnerable = 0;             // N, patched ones left out
  double infect_rate = 0;            // beta: of one infectious host towards one susceptible one
  double isolation_rate = 0;         // at which each infectious host is isolated
  double noise = 0, noise_step = 0;  // relative deviation of births, anew after each such time
};

struct PathPoint {
  double time = 0, infected = 0;
};

/// Rises from (0, infected). Ends where nothing more can happen, or when both `until` is past and
/// `enough` are infected.
std::vector<PathPoint> draw_path(const PathStart& start, double until, double enough,
                                 Random& random);

/// Infected at a time.
double infected_at(const std::vector<PathPoint>& path, double time);
/// When so many were infected; infinity if never. 0 where they already are.
double time_of(const std::vector<PathPoint>& path, double infected);

}  // namespace cordon::epidemic
