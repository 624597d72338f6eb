// What a network telescope (a darknet: addresses where nobody is) sees of a recorded run: packets
// and distinct sources for each stretch of time.
//
// From each infected host's active time and rate, exactly: for a probe to come from it in a bin has
// the chance that its Poisson process gives, drawn host by host; bins in which it sends nothing are
// skipped. Cost: O(hosts + sources seen, summed over bins); memory O(bins). Threads: none; by seed.
//
// Sources are addresses: a host that changes its address is another source. What the network loses
// by congestion is not seen. A worm of sequential targets is refused: when it passes the telescope
// depends on places, not on rates.
#pragma once

#include <optional>
#include <vector>

#include "epidemic/trajectory.h"
#include "epidemic/world.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostBins = 1 << 20;  // stops: a tiny bin

struct Telescope {
  int prefix_length = 8;  // 2^(bits - length) addresses
  /// Where it is, for worms with local preference; left out: where no infected host is near, so
  /// that it sees undirected probes only.
  std::optional<std::uint32_t> base;
  double bin = 60;  // seconds
  double loss = 0;  // share of packets that it does not record
};

struct TelescopeBin {
  double begins = 0;
  std::uint64_t packets = 0;
  std::uint64_t sources = 0;      // distinct
  std::uint64_t new_sources = 0;  // that were in no earlier bin
};

/// `run` must hold infections (Scenario::record). Fails where it does not, or figures make no
/// sense.
Result<std::vector<TelescopeBin>> seen_by(const Telescope& telescope, const World& world,
                                          const Trajectory& run, std::uint64_t seed);

}  // namespace cordon::epidemic
