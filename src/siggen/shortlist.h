// From tokens to candidates: what may be chance is dropped, edges are trimmed, the rest measured.
//
// - Chance: that many samples agree on a token by chance where each byte is drawn as the samples'
//   bytes are, or as the clean model's; what is likelier than 2^kLeastChance is dropped.
// - Edges: bytes beside an invariant agree by chance too, the more easily the fewer the hosts; as
//   many are cut off as may have done so, but for one time in kMostEdgeChance.
// - Length: what is longer than one content can be is cut to its rarest part.
// Threads: pure.
#pragma once

#include <span>
#include <vector>

#include "siggen/candidate.h"
#include "siggen/rarity.h"
#include "siggen/tokens.h"

namespace cordon::siggen {

inline constexpr double kLeastChance = -20;  // log2
inline constexpr double kMostEdgeChance = 1e-5;
inline constexpr std::size_t kMostTrimmed = 16;  // bytes of an edge

struct Material {
  std::span<const Bytes> samples, clean;
  const Hosts& hosts;
  const ByteModel& model;
};

std::vector<Candidate> shortlist(const std::vector<Token>& tokens, const Material& material,
                                 std::size_t least_length);

}  // namespace cordon::siggen
