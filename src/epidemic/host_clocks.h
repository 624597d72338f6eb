// Clocks that infected hosts carry: when their address is blocked, when their budget of probes is
// used up. A queue by time, ties by host. Threads: one a run.
#pragma once

#include <queue>
#include <vector>

#include "epidemic/controls.h"
#include "epidemic/population.h"

namespace cordon::epidemic {

class HostClocks {
 public:
  enum class Kind : std::uint8_t { filtered, silent };
  struct Alarm {
    double time = kNever;
    Host host = kNoHost;
    Kind kind = Kind::filtered;
    std::uint32_t episode = 0;  // of the host: an alarm of an earlier infection rings for nobody
  };

  void clear() { queue_ = {}; }
  void set(const Alarm& alarm) {
    if (alarm.time != kNever) queue_.push(alarm);
  }
  double next() const { return queue_.empty() ? kNever : queue_.top().time; }
  Alarm take() {
    const Alarm alarm = queue_.top();
    queue_.pop();
    return alarm;
  }

 private:
  struct Later {
    bool operator()(const Alarm& a, const Alarm& b) const {
      if (a.time != b.time) return a.time > b.time;
      return a.host != b.host ? a.host > b.host : a.kind > b.kind;
    }
  };
  std::priority_queue<Alarm, std::vector<Alarm>, Later> queue_;
};

}  // namespace cordon::epidemic
