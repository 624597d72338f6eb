// One exact run: the state of the loop in exact.cc. What each event does: exact_events.cc.
#pragma once

#include <functional>
#include <optional>

#include "epidemic/exact.h"
#include "epidemic/host_clocks.h"
#include "epidemic/live_hosts.h"

namespace cordon::epidemic {

class Exact::Run {
 public:
  explicit Run(const World& world)
      : world_(world),
        worm_(world.scenario.worm),
        care_(world.scenario.care),
        controls_(world.scenario.controls),
        hosts_(world),
        has_itineraries_(worm_.is_ordered() || worm_.has_hit_list()),
        has_clocks_(controls_.has_host_clocks()) {
    if (world.scenario.record || has_clocks_) episode_.resize(world.hosts());
  }

  Trajectory run(std::uint64_t seed, const std::function<bool(double)>& progress);
  std::uint64_t events() const { return events_; }

 private:
  struct Rates {
    double infection = 0, onset = 0, cleansing = 0, patching = 0;
    double total() const { return infection + onset + cleansing + patching; }
  };

  void begin(std::uint64_t seed);
  std::vector<Host> first_hosts();
  Rates rates() const;
  double carried() const;
  double next_fixed();
  void happen(const Rates& rates);
  void happen_fixed();
  void draw_infection();
  void meet();
  void ring();
  void infect(Host host, Host by, bool at_start);
  void start_probing(Host host);
  void cleanse(Host host);
  Infection* episode(Host host) {
    return infections_.empty() ? nullptr : &infections_[episode_[host]];
  }
  TrajectoryPoint point() const;
  void advance(double until);
  void count_addresses();

  const World& world_;
  const Worm& worm_;
  const Care& care_;
  const Controls& controls_;
  LiveHosts hosts_;
  const bool has_itineraries_, has_clocks_;
  Random course_{0}, sources_{0}, address_changes_{0};
  HostClocks clocks_;
  double now_ = 0;
  std::size_t stretch_ = 0;  // that holds now
  double addresses_ = 0, host_seconds_ = 0, counted_until_ = 0;
  std::uint64_t events_ = 0, most_infectious_ = 0;
  std::vector<std::uint32_t> episode_;  // by host: which infection, counted from the first
  std::vector<Infection> infections_;
  std::optional<Recorder> recorder_;
};

}  // namespace cordon::epidemic
