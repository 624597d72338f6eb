// The few special functions that small counts need, and how to draw from their distributions.
// Pure; double precision; relative error below 1e-9 unless said otherwise.
#pragma once

#include "base/random.h"

namespace cordon::epidemic {

/// log Gamma(x), x > 0. (The C library's writes to a global.)
double log_gamma(double x);
/// Its derivative.
double digamma(double x);
/// P(X <= x) of a gamma variable with the given shape and scale 1.
double gamma_cdf(double shape, double x);
/// The x at which gamma_cdf is `share`, 0 < share < 1.
double gamma_quantile(double shape, double share);

/// log P(count) of a whole number with this mean and variance, of the family that has the negative
/// binomial above the Poisson and the binomial below it (Panjer's): exact where births come from
/// ever more parents, and where they use up the last susceptibles. -infinity where it cannot be.
double log_count_probability(double count, double mean, double variance);

/// A standard normal.
double draw_normal(Random& random);
/// Gamma with shape > 0 and scale 1 (Marsaglia, Tsang 2000).
double draw_gamma(Random& random, double shape);

}  // namespace cordon::epidemic
