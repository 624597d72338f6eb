// The alternative to growth: a source of counts that is steady or fades. Background radiation, a
// worm that everybody has got and few still have, a crawler. An estimate of growth has to beat it.
//
// Counts with a mean that is exponential in time. Pure.
#pragma once

#include "epidemic/counts.h"

namespace cordon::epidemic {

/// log P(counts) where the mean is steady or falls, priors integrated: level log-uniform, decline
/// from none to e^-12 over the span, spread from Poisson's to 60 % beyond. `first`: the step from
/// which on they are to be explained.
double log_evidence_of_steady(const Counts& counts, std::size_t first);

/// The mean's slope, as counts show it.
struct Slope {
  double rate = 0;       // per second; below 0 it falls
  double deviation = 0;  // its standard error, widened by what counts vary beyond chance and by
                         // how much each resembles the one before
  double score() const { return deviation > 0 ? rate / deviation : 0; }
};

/// By a Poisson regression (iterated least squares) with a quasi-likelihood's error.
Slope slope_of(const Counts& counts, std::size_t first);

}  // namespace cordon::epidemic
