// The discrete-time engine: AAWP (Chen, Gao, Kwiat, "Modeling the Spread of Active Worms", INFOCOM
// 2003), and with the cells of a local preference or of a described network its LAAWP.
//
// Each tick every susceptible host of a cell is hit with the probability that the probes of the
// tick give, 1 - (1 - 1/T)^(probes), and shares of hosts are cleansed and patched. The paper's
// tick is the time in which a host infects; here it is a step of time, so two things differ. Ticks
// are as long as growth allows (kMostGrowth), and pressure is taken at a tick's middle: a tick of a
// minute is then as good as one of a second. And latency is a compartment, solved within the tick.
// `Aawp::paper` is the recursion as it was printed.
//
// It is the mean of many hosts: from a single one, a real outbreak is early or late by chance, and
// where cells hold few hosts, infected hosts in fractions visit all cells at once, so local
// preference looks faster than it is. Cannot do what depends on a host's own past: itineraries,
// hit lists, clocks. Threads: none; pure.
#pragma once

#include <functional>

#include "epidemic/trajectory.h"
#include "epidemic/world.h"

namespace cordon::epidemic {

struct Aawp {
  double tick = 0;     // seconds at most; 0: the step of the grid
  bool paper = false;  // every tick that long, pressure at its beginning
};

/// Fails where the scenario has what it cannot do, and says which engine can.
Result<Trajectory> run_aawp(const World& world, const Aawp& options = {},
                            const std::function<bool(double share)>& progress = {});

}  // namespace cordon::epidemic
