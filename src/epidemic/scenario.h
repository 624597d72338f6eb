// What is simulated: a worm, where it can go, what is done against it, and for how long.
//
// Every engine takes it (engine.h). Times are seconds from the start. Plain values.
#pragma once

#include <optional>

#include "base/result.h"
#include "base/time.h"
#include "epidemic/controls.h"
#include "epidemic/network.h"
#include "epidemic/population.h"
#include "epidemic/worm.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostSteps = 1 << 20;         // of a trajectory; stops: a tiny step
inline constexpr double kLongestHorizon = 3660 * 86400.0;  // stops: a calendar of endless days

struct Scenario {
  Worm worm;
  PopulationPlan population;       // where no network is described
  std::optional<Network> network;  // then its hosts, its initial infections, and its controls
  std::uint64_t initial = 1;       // hosts infected at the start, drawn at random
  Time start{std::chrono::seconds(995'536'800)};  // for the calendar: 2001-07-19 10:00 UTC
  double horizon = 86400;
  double step = 60;  // of the trajectory's grid
  Care care;
  Controls controls;
  bool record = false;  // keep every infection: who, by whom, when

  std::uint64_t vulnerable() const;
};

/// The strain on the Internet, from its catalogue entry: population, initial hosts, clustering.
/// Fails where the entry has no [epidemic] table.
Result<Scenario> scenario_of(const strain::Strain& strain);
/// The strain in a described network, with that network's controls.
Scenario scenario_of(const strain::Strain& strain, Network network);
/// What is wrong with it, naming the figure; nothing where it can be run.
std::optional<Error> fault_of(const Scenario& scenario);

}  // namespace cordon::epidemic
