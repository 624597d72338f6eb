// Polygraph's ordered tokens: what stands in every sample, one behind the other.
//
// The tokens as they stand in the first sample are aligned with one sample after the other; what
// is not in order there is dropped, the longest tokens last (a longest common subsequence, weighted
// by length). The order is one more thing that unseen flows must get right: m tokens have m!
// orders. Threads: pure. Source: Newsome, Karp, Song, "Polygraph", IEEE S&P 2005, 4.2.2 (theirs
// aligns bytes by Smith-Waterman; ours aligns tokens, which is cheaper and needs no penalties).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace cordon::siggen {

inline constexpr std::size_t kMostAligned = 64;     // tokens
inline constexpr std::size_t kMostOccurrences = 4;  // of one token in one sample

/// The tokens (by number) in the order in which they stand in all samples, without overlap: tokens
/// that are in all samples, the most telling first.
std::vector<std::size_t> common_order(std::span<const std::string> tokens,
                                      std::span<const Bytes> samples);

}  // namespace cordon::siggen
