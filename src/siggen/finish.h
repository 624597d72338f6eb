// What is added to a signature once its parts are chosen: places, counts on all flows, likeness.
// Threads: pure.
#pragma once

#include "siggen/rarity.h"
#include "siggen/signature.h"

namespace cordon::siggen {

inline constexpr std::size_t kLeastPlaced = 8;       // samples that must agree on a place
inline constexpr std::size_t kLeastPlacedFirst = 3;  // ... where it is a flow's first byte

struct Finishing {
  bool placed = false;  // whether parts that always stand at one place are held to it
  std::span<const KnownContent> known = {};
};

/// Sets `rarest`.
void mark_rarest(Signature& signature, const ByteModel& model);

/// Sets the parts' offsets, members, counts (but for `estimated`) and likeness.
void finish(Signature& signature, const Pools& pools, const Finishing& how);

}  // namespace cordon::siggen
