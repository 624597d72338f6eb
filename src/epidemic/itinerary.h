// In which order a host tries its targets, where that order matters: the next vulnerable host along
// it, and after how many probes. What lies between cannot matter and is skipped.
//
// - sequential: upwards from an address of its own network or of anywhere, round the space
//   (Blaster);
// - static seed: all copies walk the same list from its beginning (Code Red v1);
// - permutation: all walk one shared list, each from its own place, and begin anew at random where
//   they meet a host that is infected (Staniford, Paxson, Weaver 2002);
// - hit list: a list of vulnerable hosts, half of which goes to each newly infected one (ibid.).
// Threads: one a run.
#pragma once

#include <memory>
#include <optional>

#include "epidemic/roster.h"
#include "epidemic/successors.h"
#include "epidemic/world.h"

namespace cordon::epidemic {

class Itinerary {
 public:
  struct Leg {
    Host target = kNoHost;
    double probes = 0;  // the last of which goes to the target
  };

  virtual ~Itinerary() = default;
  /// Before a run: all are susceptible but those patched beforehand.
  virtual void reset(Random& random) = 0;
  /// `host` is infected by `parent` (kNoHost: from the start).
  virtual void enlist(Host host, Host parent, Random& random) = 0;
  /// From where the host now is; nothing where it will meet nobody any more.
  virtual std::optional<Leg> next(Host host) = 0;
  /// The host has reached its leg's target, which acted as an infected host does, or not.
  virtual void passed(Host host, Host target, bool met_infected, Random& random) = 0;
  /// A host became infected, immune, or susceptible again.
  virtual void changed(Host host, HostState from, HostState to) = 0;
};

/// That of the worm's targeting; none for those that draw each target anew.
std::unique_ptr<Itinerary> itinerary_of(const World& world);
std::unique_ptr<Itinerary> hit_list_of(const World& world);

}  // namespace cordon::epidemic
