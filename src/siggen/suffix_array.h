// Suffix arrays and their common prefixes, in linear time.
//
// Sources: Nong, Zhang, Chan, "Linear Suffix Array Construction by Almost Pure Induced-Sorting",
// DCC 2009 (SA-IS); Kasai et al., "Linear-Time Longest-Common-Prefix Computation in Suffix Arrays",
// CPM 2001. Memory: about 30 bytes a symbol while it is built. Threads: pure functions.
#pragma once

#include <cstdint>
#include <vector>

namespace cordon::siggen {

/// The starts of all suffixes of the text, sorted. Symbols are in [0, largest].
std::vector<std::int32_t> suffix_array(const std::vector<std::int32_t>& text, std::int32_t largest);

/// At i > 0: how many symbols suffix i of the array shares with suffix i - 1; at 0: zero.
std::vector<std::int32_t> common_prefixes(const std::vector<std::int32_t>& text,
                                          const std::vector<std::int32_t>& suffixes);

}  // namespace cordon::siggen
