// The engines behind one interface: a scenario in, a trajectory out; the engine chosen by name.
//
//   exact       every infection an event; anything that a scenario can say (exact.h)
//   aawp        discrete time over cells: the mean, at once (aawp.h)
//   two-factor  Zou's compartments; si, sir: the textbook's (two_factor.h, compartments.h)
// A deterministic engine refuses what it cannot express, and names the one that can.
#pragma once

#include <array>
#include <functional>
#include <string_view>

#include "epidemic/scenario.h"
#include "epidemic/trajectory.h"

namespace cordon::epidemic {

enum class Engine : std::uint8_t { exact, aawp, two_factor, si, sir };

inline constexpr std::array<std::string_view, 5> kEngineNames = {"exact", "aawp", "two-factor",
                                                                 "si", "sir"};

/// Fails with the list of names where it is none.
Result<Engine> engine_of(std::string_view name);

/// One run. `seed` places hosts and, with the exact engine, draws events. `progress` is told the
/// share of simulated time that has passed; it may be empty, and ends the run by returning false.
Result<Trajectory> simulate(const Scenario& scenario, Engine engine, std::uint64_t seed,
                            const std::function<bool(double share)>& progress = {});

}  // namespace cordon::epidemic
