// The slow, obvious twin of exact.h: every probe is drawn, goes to an address, and finds a host
// there or nothing. For tests of the exact engine's distribution, and as the straightforward
// comparison in the benchmark. Cost: O(probes hosts); keep spaces small
// (PopulationPlan::address_bits).
//
// Knows all that exact.h knows but the record of infections, changes of address, and host clocks'
// second infections. Threads: none.
#pragma once

#include "epidemic/trajectory.h"
#include "epidemic/world.h"

namespace cordon::epidemic {

struct ProbeByProbeRun {
  Trajectory trajectory;
  std::uint64_t probes = 0;
};

/// Ends at the horizon, or after `most_probes`.
ProbeByProbeRun run_probe_by_probe(const World& world, std::uint64_t seed,
                                   std::uint64_t most_probes = ~0ULL);

}  // namespace cordon::epidemic
