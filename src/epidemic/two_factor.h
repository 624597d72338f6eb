// The two-factor model (Zou, Gong, Towsley, "Code Red Worm Propagation Modeling and Analysis", CCS
// 2002): people cleanse and, as the news spreads, patch; and the worm chokes its own network.
//
//     dR/dt = gamma I                         cleansed; gamma: care.cleansing
//     dQ/dt = mu S J, J = I + R               patched; mu: care.patching_by_news
//     dI/dt = beta0 (1 - I/N)^eta S I - dR/dt;  eta: worm.slowdown; beta0: probes x success / 2^32
//
// Steady patching (care.patching) and the network's capacity are added. Limits as in
// compartments.h.
#pragma once

#include "epidemic/scenario.h"
#include "epidemic/trajectory.h"

namespace cordon::epidemic {

Result<Trajectory> run_two_factor(const Scenario& scenario);

}  // namespace cordon::epidemic
