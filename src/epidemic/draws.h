// Distributions that a simulation draws from, our own because the standard's differ between
// libraries. All exact, none approximate: a normal (Marsaglia's polar method), a gamma (Marsaglia,
// Tsang 2000), a Poisson (inversion; transformed rejection, Hoermann 1993, for large means).
// Threads: one Random a thread.
#pragma once

#include <cstdint>

#include "base/random.h"

namespace cordon::epidemic {

/// Mean 0, variance 1.
double normal(Random& random);
/// Mean and variance `shape`, which must be 1 or more: the time of the shape-th event of a Poisson
/// process of rate 1.
double gamma(Random& random, double shape);
std::uint64_t poisson(Random& random, double mean);
/// A Poisson number of which is known that it is not 0.
std::uint64_t poisson_above_zero(Random& random, double mean);

}  // namespace cordon::epidemic
