// The integrator behind compartments.h and two_factor.h: which terms a model has, the rest is one.
#pragma once

#include "epidemic/scenario.h"
#include "epidemic/trajectory.h"

namespace cordon::epidemic {

struct ModelTerms {
  const char* name = "si";
  bool cleansing = false;  // R
  bool patching = false;   // Q, by the news and steadily
  bool slowdown = false;   // beta falls with I
};

Result<Trajectory> integrate(const Scenario& scenario, const ModelTerms& terms);

}  // namespace cordon::epidemic
