// Compartments as the textbooks have them: SI (the logistic curve of Staniford, Paxson, Weaver
// 2002) and SIR, integrated by Runge-Kutta (4th order). For instant answers about the Internet as a
// whole.
//
// No cells: they know no local preference, no described network, no order of targets, no host's
// clock, and say so. Latency is neglected. Threads: none; pure.
#pragma once

#include "epidemic/scenario.h"
#include "epidemic/trajectory.h"

namespace cordon::epidemic {

/// Nobody is cleansed or patched. dI/dt = beta S I.
Result<Trajectory> run_si(const Scenario& scenario);
/// Infected hosts are cleansed and immune. dI/dt = beta S I - gamma I; dR/dt = gamma I.
Result<Trajectory> run_sir(const Scenario& scenario);

}  // namespace cordon::epidemic
