// From suspicious and clean flows to signatures with a budget of false positives.
//
// Tokens that several samples share (tokens.h) and that are not chance, not a host's own text
// (volatile_text.h) and not of clean traffic (rarity.h, measured counts) group the samples into
// variants (variants.h); each variant gets Hamsa's conjunction (conjunction.h) or, where that
// cannot keep to the budget, Polygraph's ordered sequence (sequence.h).
// Sources: Newsome, Karp, Song, "Polygraph", IEEE S&P 2005; Li et al., "Hamsa", IEEE S&P 2006.
//
// What an attacker can do, and what is done about it:
// - Send flows that look like the worm and hold a word of good traffic, so that we block that
//   traffic (Chung, Mok, RAID 2006). A word that is in the clean pool cannot pass the budget; one
//   that is not kept there can, if several senders say it to several receivers: so a generated rule
//   only alerts, and nothing may contain hosts because of one.
// - Put extra common content into some copies, so that signatures ask for it and miss the rest
//   (red herrings; Newsome et al., "Paragraph", RAID 2006). A part that is not needed for the
//   budget is left out, and one that loses samples is taken last; over time new variants come out.
// - Fill the suspicious pool with noise of their own. Up to 1 - Budget::least_share of the pool may
//   be noise; beyond it nothing comes out. Noise that agrees with itself becomes a variant too, and
//   who reads the findings must say which of them spreads.
// - Get worm flows into the clean pool. Then nothing comes out: the Error says what was in the way.
//
// Deterministic. Threads: pure functions. Time: about linear in the bytes; see
// bench/siggen_bench.cc.
#pragma once

#include <vector>

#include "base/result.h"
#include "siggen/pools.h"
#include "siggen/signature.h"

namespace cordon::siggen {

inline constexpr std::size_t kMostVariants = 16;

/// One signature a variant, named unknown.1, unknown.2 ...: the largest variant first, of equal
/// ones that with the earliest flow. At least one, or an Error that says why there is none.
Result<std::vector<Signature>> generate_variants(const Pools& pools, const Budget& budget);

/// The signature of the largest variant.
Result<Signature> generate(const Pools& pools, const Budget& budget);

}  // namespace cordon::siggen
