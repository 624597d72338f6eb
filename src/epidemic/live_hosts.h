// The hosts of one exact run: who is in which state, who probes how fast, and what follows from
// each change for the mixing, the itineraries and the counts. What happens next is exact.cc's
// affair.
//
// All picks and changes are O(log cells) at most. Threads: one a run; reused from run to run.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "epidemic/orders.h"
#include "epidemic/roster.h"
#include "epidemic/world.h"

namespace cordon::epidemic {

struct HostCounts {
  std::uint64_t susceptible = 0, latent = 0, infectious = 0;
  std::uint64_t ever = 0, removed = 0, patched = 0;
  RateUnits rate = 0;  // of all that probe

  std::uint64_t infected() const { return latent + infectious; }
};

class LiveHosts {
 public:
  /// `world` is borrowed.
  explicit LiveHosts(const World& world);

  /// All well, but those patched beforehand. `random` draws hit lists.
  void reset(Random& random);
  const HostCounts& counts() const { return counts_; }
  HostState state(Host host) const { return roster_.state(host); }
  const Mixing& mixing() const { return *mixing_; }

  /// Conditions change: every rate is worked out anew.
  void enter(const Stretch& stretch, double now, Random& random);

  // Changes of one host.
  void infect(Host host, Host parent, Random& random);  // susceptible -> latent
  void begin(Host host, double now, Random& random);    // latent -> infectious
  void cleanse(Host host, bool immune, double now, Random& random);
  void patch(Host host);                                // susceptible -> gone
  void filter(Host host, double now, Random& random);   // its address is blocked
  void silence(Host host, double now, Random& random);  // its budget is used up

  /// One of all hosts in that state, each alike; there must be one.
  Host any(HostState state, Random& random) const;
  Host any_in(Cell cell, HostState state, Random& random) const;
  /// How many of a cell are susceptible.
  std::uint32_t susceptible_in(Cell cell) const {
    return roster_.count(cell, HostState::susceptible);
  }
  /// One of the cells' probing hosts in proportion to its rate. Only where infections are recorded.
  Host source_in(Cell from, Cell to, Random& random) const;

  /// The next meeting of a host that follows an itinerary; kNever where none does.
  double next_meeting();
  Orders::Meeting take_meeting();
  void after_meeting(const Orders::Meeting& meeting, bool met_infected, Random& random);
  void go_on(const Orders::Meeting& meeting, double now, Random& random);

 private:
  enum class Mode : std::uint8_t { list, ring, mixing, nowhere };
  enum Flag : std::uint8_t { kFiltered = 1, kSilent = 2 };

  RateUnits rate_of(Host host) const;
  void set_rate(Host host, double now, Random& random);
  void route(Host host, RateUnits old, RateUnits units, double now, Random& random);
  void move(Host host, HostState to);

  const World& world_;
  Stretch stretch_;
  HostCounts counts_;
  Roster roster_;
  std::unique_ptr<Mixing> mixing_;
  std::optional<Orders> list_, ring_;
  Orders* last_taken_ = nullptr;
  std::vector<Mode> mode_;           // by host; empty: all mix
  std::vector<std::uint8_t> flags_;  // by host; empty: no control sets any
  std::vector<std::uint32_t> rate_;  // by host: in units, now
  SumTree<RateUnits> sources_;       // rate_ again, where infections are recorded
  /// Counts by cell, of the states of which hosts are picked blindly, where there are several
  /// cells.
  std::array<std::optional<SumTree<std::uint64_t>>, 3> by_state_;
};

}  // namespace cordon::epidemic
