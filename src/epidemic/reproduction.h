// The reproduction number over time: how many hosts each infected host infects.
//
// A. Cori, N. Ferguson, C. Fraser, S. Cauchemez, "A New Framework and Software to Estimate
// Time-Varying Reproduction Numbers During Epidemics", Am. J. Epidemiol. 178 (2013). Infections in
// a sliding window are Poisson with mean R * Lambda, where Lambda sums the earlier infections, each
// by how likely it infects now; with a gamma prior R is gamma. Infections from outside (an unseen
// parent) infect but were not infected here. Pure.
#pragma once

#include "epidemic/generation_time.h"

namespace cordon::epidemic {

struct ReproductionOptions {
  std::size_t window = 7;                   // steps
  double prior_shape = 1, prior_scale = 5;  // mean 5, deviation 5, as the paper's
};

/// Infections in steps of the same length; local of these: infected by a host of the account.
struct Incidence {
  Time begin{};
  double step = 0;  // seconds
  std::vector<double> all, local;
};

struct ReproductionStep {
  Time from{}, until{};   // of the window
  double infections = 0;  // local, in it
  Quantiles r;
  double above_one = 0;  // P(R > 1)
};

struct Reproduction {
  GenerationTime generation;
  std::vector<ReproductionStep> steps;  // windows without earlier infections are left out
};

inline constexpr std::size_t kMostIncidenceSteps = 100'000;

/// Fails where the window or the step makes no sense; where the step is so long that more than
/// half of the infections happen within their parent's own step.
Result<Reproduction> reproduction(const Incidence& incidence, const GenerationTime& generation,
                                  const ReproductionOptions& options = {});

/// Infections of an account in steps of `step` seconds; the local share of each is 1 less the
/// probability of an unseen parent.
Result<Incidence> incidence_of(const trace::Outbreak& outbreak, double step);

/// All of it for an account, in steps of a third of the mean generation time.
Result<Reproduction> reproduction_of(const trace::Outbreak& outbreak,
                                     const ReproductionOptions& options = {});

}  // namespace cordon::epidemic
