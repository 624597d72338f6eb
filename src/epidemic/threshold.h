// Thresholds of a worm in a world, while nearly everybody is still susceptible: how many hosts one
// probe infects in the mean, and so how fast a reaction, how small a budget of probes, how many
// patches keep each infected host from infecting another (R below 1).
//
// The mean is the dominant eigenvalue of the next-generation matrix over cells, by power iteration
// on Mixing::pressure(). Sources: Diekmann, Heesterbeek, Metz 1990 (next generation); Sellke,
// Shroff, Bagchi 2008 (M <= 1/p); Caswell 1978 (sensitivity of an eigenvalue). Pure; milliseconds.
#pragma once

#include <vector>

#include "epidemic/world.h"

namespace cordon::epidemic {

struct Threshold {
  double per_probe = 0;   // hosts that one probe infects; 0: nobody reaches anybody
  double per_second = 0;  // ... and one infectious host in a second at the mean rate
  /// Seconds from its first probe after which each infectious host must be silent; infinity: never.
  double reaction_time = kNever;
  /// Probes that each infected host may send.
  double probe_budget = kNever;
  /// By cell, described networks only: by which share of itself per_probe falls with one host
  /// patched there.
  std::vector<double> worth;
};

/// Of the world as it stands at its start, with `blocks` of its network's blocks in force.
Threshold threshold_of(const World& world, std::size_t blocks = 0);

/// Patched hosts of a segment, and what each is worth.
struct PatchWorth {
  std::size_t segment = 0;
  std::uint64_t vulnerable = 0;
  double per_host = 0;  // share by which the worm's growth falls with each
};
/// By worth, the greatest first. Empty where the world is no described network.
std::vector<PatchWorth> patch_worths(const World& world, const Threshold& threshold);

}  // namespace cordon::epidemic
