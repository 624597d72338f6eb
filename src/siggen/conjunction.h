// Hamsa's greedy choice of tokens that a flow must all hold.
//
// At step i the token that keeps most of the samples covered, among those that bring the clean
// flows matched down to u(i) = u(1) / 2^(i-1); of equals that which more hosts sent and took, then
// that which fewer clean flows match, then the one rarest by the byte model. It ends when the
// budget is kept, measured and estimated; what then turns out not to be needed is left out. Common
// tokens that noise holds too can lead it astray, and a stricter u(1) does not take them: three are
// tried, and what covers most is taken. Threads: pure.
// Source: Li, Sanghi, Chen, Kao, Chavez, "Hamsa", IEEE S&P 2006, algorithm 2.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "siggen/candidate.h"

namespace cordon::siggen {

struct Choice {
  std::vector<std::size_t> candidates;  // in the order in which they were taken
  FlowSet covered, false_matches;
  double log2_share = 0;  // of unseen flows that match, as estimated
};

/// `of`: the samples that are to be covered. Nothing where the budget cannot be kept.
std::optional<Choice> choose_conjunction(std::span<const Candidate> candidates, const FlowSet& of,
                                         const Goal& goal);

}  // namespace cordon::siggen
