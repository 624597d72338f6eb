// Samples grouped by the tokens that they share: each group is a variant.
//
// Two samples are alike by the bits of the tokens that both hold, as a share of the lesser one's;
// the two groups that are most alike on average are joined until none are alike by kAlike. Samples
// without telling tokens stay alone. Bounded: kMostSamples, their square in memory.
// Deterministic: of equals the earliest. Threads: pure.
// Source: Newsome, Karp, Song, "Polygraph", IEEE S&P 2005, 4.3 (theirs tries a signature for each
// pair; ours compares shared tokens, at a hundredth of the cost).
#pragma once

#include <span>
#include <vector>

#include "siggen/candidate.h"

namespace cordon::siggen {

inline constexpr double kAlike = 0.5;
inline constexpr double kLeastOwnBits = 128;  // a sample of less cannot be wholly like another

/// Groups of two samples or more: the largest first, of equals the one with the earliest sample.
std::vector<FlowSet> variants_of(std::span<const Candidate> candidates, std::size_t samples);

}  // namespace cordon::siggen
