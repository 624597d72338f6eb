#include "scan/slow_scan.h"

#include <algorithm>

namespace cordon::scan {

const SlowScans::Source* SlowScans::see(std::uint64_t source, std::uint64_t server,
                                        const Mark& here, bool failed, bool of_few,
                                        const Steps& steps, const Parameters& parameters) {
  Source& s = sources_.at(source);
  if (s.contacts > 0 && !s.scans && here.at - s.onset.at > parameters.window) {
    s = {};
  }
  const bool is_new = failed ? s.failed_at.add(server) : s.reached.add(server);
  if (s.contacts == 0) s.onset = here;
  ++s.contacts;
  s.failed += failed;
  sources_.set_worth(s, worth_of(here.at, s.contacts));
  // Who has been at so many hosts is not slow: other tests have judged it by now.
  if (s.scans || !is_new || !s.failed_at.exact() || !s.reached.exact()) return nullptr;
  s.sum = std::max(0.0F, s.sum + steps.of(failed));
  if (here.at - s.onset.at < parameters.span) return nullptr;
  const double hosts = parameters.hosts;
  const bool failing = s.sum >= parameters.threshold && s.failed_at.estimate() >= hosts;
  if (!failing && (!of_few || s.failed_at.estimate() + s.reached.estimate() < hosts))
    return nullptr;
  s.scans = true;
  return &s;
}

}  // namespace cordon::scan
