// Counts: what was seen of an outbreak over time, as an estimate needs it.
//
// A count is of new infections (or of sources that a telescope had not seen before) in each step,
// or of the sources that were active in it. Steps lie one after the other without gaps and may
// differ in length. What we did ourselves meanwhile (hosts isolated, patched, their contacts
// limited) stands beside, because a curve that bends by our own hand says nothing of the worm's
// end. Plain values. Bounds: kMostCountSteps steps, of the last ~36,000 years in seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "trace/account.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostCountSteps = 100'000;  // stops: a file of one row a second

/// What we did in a step, evenly spread over it.
struct Containment {
  double isolated = 0;      // infected hosts that infect no more
  double patched = 0;       // vulnerable, uninfected hosts that are so no more
  double contact_rate = 1;  // share of the worm's contacts that got through
};

struct CountStep {
  double length = 0;                     // seconds, above 0
  std::uint64_t count = 0;               // new infections, or active sources
  std::optional<std::uint64_t> packets;  // of the worm, where they were counted
  Containment containment;
};

enum class Counted : std::uint8_t { new_hosts, active_hosts };

struct Counts {
  Counted counted = Counted::new_hosts;
  Time begin{};              // of the first step
  std::uint64_t before = 0;  // hosts that were seen infected before it (new_hosts only)
  std::vector<CountStep> steps;

  /// Hosts seen in all, `before` among them.
  std::uint64_t total() const;
  /// Seconds from begin to the last step's end.
  double span() const;
  Time end() const { return begin + duration_from_seconds(span()); }
  /// Seen in all until each step's end.
  std::vector<std::uint64_t> cumulative() const;
};

/// How finely an account's infections are counted, at most.
inline constexpr std::size_t kAccountSteps = 200;

/// An account's infections, by the moment of infection or, where that was not seen, the onset;
/// those of neither, or less likely than not, are left out. They are watched until `end` (the
/// coverage's last moment); kNoTime: until the outbreak was last seen. Fails where nobody is
/// infected, or all in one moment.
Result<Counts> counts_of(const trace::Outbreak& outbreak, Time end = kNoTime);

/// New senders of a strain over time, with its attempts as packets: what a telescope counts.
/// Stretches that are left out are quiet. Fails where there is no point.
Result<Counts> counts_of(const evidence::Curve& curve);

/// The same in at most `most` steps, neighbours joined; what was done in them is summed, limits of
/// contacts are averaged.
Counts coarser(const Counts& counts, std::size_t most);

}  // namespace cordon::epidemic
