// For tests of the trace: the propagation detector in its simplest form, because the trace may not
// include detect (src/LAYERS).
#pragma once

#include <algorithm>
#include <set>
#include <vector>

#include "evidence/finding.h"

namespace cordon::trace {

inline std::vector<evidence::Finding> with_propagation(std::vector<evidence::Finding> findings) {
  std::vector<evidence::Finding> all = findings;
  std::set<net::Address> told;
  for (const auto& sent : findings)
    for (const auto& received : findings) {
      if (received.target != sent.actor || received.time >= sent.time ||
          received.outcome == evidence::Outcome::refused || told.contains(sent.actor))
        continue;
      told.insert(sent.actor);
      all.push_back(sent);
      all.back().kind = evidence::Kind::propagated;
    }
  std::stable_sort(all.begin(), all.end(), evidence::earlier);
  return all;
}

}  // namespace cordon::trace
