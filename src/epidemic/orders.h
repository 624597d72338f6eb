// Hosts that follow an itinerary, and when each meets the next vulnerable host on it: one event a
// meeting, however many probes lie between.
//
// Probes of a host are a Poisson process, as everywhere here, so the n-th comes after a gamma of
// shape n; work is counted in probes, and a host whose rate changes keeps what it has left. A queue
// by time, ties by number. Threads: one a run. Memory: 40 bytes a host that has an itinerary.
#pragma once

#include <queue>
#include <vector>

#include "epidemic/itinerary.h"

namespace cordon::epidemic {

class Orders {
 public:
  struct Meeting {
    Host prober = kNoHost, target = kNoHost;
  };

  Orders(const World& world, std::unique_ptr<Itinerary> itinerary)
      : per_unit_(world.per_unit), itinerary_(std::move(itinerary)), walkers_(world.hosts()) {}

  void reset(Random& random);
  /// It is infected, and will follow the itinerary when it has a rate.
  void enlist(Host host, Host parent, Random& random) { itinerary_->enlist(host, parent, random); }
  /// The rate from now on; 0 rests. The first above 0 sets it going. False: it has come to the end
  /// of its itinerary, and follows none any more.
  bool set_rate(Host host, double now, RateUnits units, Random& random);
  void changed(Host host, HostState from, HostState to) { itinerary_->changed(host, from, to); }

  /// When the next meeting is; kNever where there is none.
  double next();
  /// Takes it. Call step_past() before anybody is enlisted, and go_on() after.
  Meeting take();
  void step_past(const Meeting& meeting, bool met_infected, Random& random) {
    itinerary_->passed(meeting.prober, meeting.target, met_infected, random);
  }
  /// False: at the end of its itinerary.
  bool go_on(Host host, double now, Random& random);

 private:
  struct Walker {
    double work = 0;  // probes left to the target, at `since`
    double since = 0;
    double rate = 0;         // probes a second
    Host target = kNoHost;   // none: not under way
    std::uint32_t turn = 0;  // outdated entries of the queue have another
  };
  struct Entry {
    double time;
    Host host;
    std::uint32_t turn;
    friend bool operator<(const Entry& a, const Entry& b) {  // the queue's top is the largest
      return a.time != b.time ? a.time > b.time : a.host > b.host;
    }
  };
  void schedule(Host host);

  double per_unit_;
  std::unique_ptr<Itinerary> itinerary_;
  std::vector<Walker> walkers_;  // by host
  std::priority_queue<Entry> queue_;
};

}  // namespace cordon::epidemic
