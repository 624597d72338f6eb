#include "epidemic/orders.h"

#include <algorithm>

#include "epidemic/draws.h"

namespace cordon::epidemic {

void Orders::reset(Random& random) {
  std::fill(walkers_.begin(), walkers_.end(), Walker{});
  queue_ = {};
  itinerary_->reset(random);
}

bool Orders::set_rate(Host host, double now, RateUnits units, Random& random) {
  Walker& walker = walkers_[host];
  if (walker.target != kNoHost)
    walker.work = std::max(0.0, walker.work - (now - walker.since) * walker.rate);
  walker.since = now;
  walker.rate = static_cast<double>(units) * per_unit_;
  ++walker.turn;
  if (walker.target == kNoHost) return units == 0 || go_on(host, now, random);
  schedule(host);
  return true;
}

bool Orders::go_on(Host host, double now, Random& random) {
  Walker& walker = walkers_[host];
  walker.target = kNoHost;
  ++walker.turn;
  const auto leg = itinerary_->next(host);
  if (!leg) return false;
  walker.target = leg->target;
  walker.work = gamma(random, leg->probes);
  walker.since = now;
  schedule(host);
  return true;
}

void Orders::schedule(Host host) {
  const Walker& walker = walkers_[host];
  if (walker.rate > 0) queue_.push({walker.since + walker.work / walker.rate, host, walker.turn});
}

double Orders::next() {
  while (!queue_.empty() && queue_.top().turn != walkers_[queue_.top().host].turn) queue_.pop();
  return queue_.empty() ? kNever : queue_.top().time;
}

Orders::Meeting Orders::take() {
  const Host host = queue_.top().host;
  queue_.pop();
  ++walkers_[host].turn;
  return {host, walkers_[host].target};
}

}  // namespace cordon::epidemic
