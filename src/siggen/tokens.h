// Tokens: the substrings that at least k of n samples have in common.
//
// A sample is a list of pieces (what is between texts that are not looked at); a token stands in
// one piece. A token is given where it is maximal: no byte can be put before or behind it without
// losing samples. By a suffix array over all pieces: linear time, but for telling which samples
// hold a token. Owns what it gives. Source: Newsome, Karp, Song, "Polygraph", IEEE S&P 2005, 4.1;
// counting samples: Hui, "Color Set Size Problem with Applications to String Matching", CPM 1992.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "siggen/flow_set.h"

namespace cordon::siggen {

inline constexpr std::size_t kMostTokens = 4096;  // stops: samples made to share very much

using Pieces = std::vector<Bytes>;

struct Token {
  std::string bytes;
  FlowSet samples;
};
struct TokenLimits {
  std::size_t least_samples = 2;  // at least 2
  std::size_t least_length = 4;
  std::size_t most = kMostTokens;
};

/// Those in most samples first, of equals the longest, then by their bytes. Where there are more
/// than `most`, those with the greatest product of samples and length.
std::vector<Token> common_tokens(std::span<const Pieces> samples, const TokenLimits& limits);

}  // namespace cordon::siggen
