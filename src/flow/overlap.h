// Which of two segments a target system believes where both have a byte.
//
// Sources: Novak, Sturges, "Target-Based TCP Stream Reassembly" (2007), and what Suricata and Snort
// do by it; Linux's tcp_data_queue_ofo. Windows differs from BSD in fragments, not in segments.
#pragma once

#include "flow/table.h"

namespace cordon::flow {

/// Half-open range of offsets.
struct Range {
  std::uint64_t from, to;
};

/// Whether the later segment's bytes replace those of an earlier one that still waits.
constexpr bool later_wins(OverlapPolicy policy, Range later, Range earlier) {
  switch (policy) {
    case OverlapPolicy::first: return false;
    case OverlapPolicy::last: return true;
    case OverlapPolicy::bsd:
    case OverlapPolicy::windows: return later.from < earlier.from;
    case OverlapPolicy::linux:
      return later.from < earlier.from || (later.from == earlier.from && later.to > earlier.to);
  }
  return false;
}

}  // namespace cordon::flow
