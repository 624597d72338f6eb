#include "epidemic/probe_by_probe.h"

#include <algorithm>
#include <cmath>

#include "epidemic/roster.h"
#include "epidemic/shuffle.h"
#include "epidemic/who_is_there.h"

namespace cordon::epidemic {
namespace {

using strain::Targeting;

struct Live {
  HostState state = HostState::susceptible;
  bool filtered = false, silent = false;
  double filtered_at = kNever, silent_at = kNever;
  std::uint32_t at = 0;    // of its itinerary: the place tried next
  std::vector<Host> list;  // its part of the hit list, the next first
};

class Twin {
 public:
  Twin(const World& world, std::uint64_t seed)
      : world_(world),
        worm_(world.scenario.worm),
        random_(combine(seed, 0x7477696e)),
        mixing_(world.mixing()),
        there_(world),
        hosts_(world.hosts()) {}

  ProbeByProbeRun run(std::uint64_t most_probes);

 private:
  double rate(Host host) const;
  void work_out_rates();
  void begin();
  void infect(Host host, Host by);
  void start(Host host);
  void probe(Host prober);
  Host target_of(Host prober);
  void grow_old(double left, double onset, double cleansing);
  double next_fixed() const;
  void happen_fixed();
  double carried() const;
  TrajectoryPoint point() const;
  Host any(HostState state, HostState or_state);
  double count(HostState state) const;

  const World& world_;
  const Worm& worm_;
  Random random_;
  std::unique_ptr<Mixing> mixing_;  // for who reaches whom only
  WhoIsThere there_;
  std::vector<Live> hosts_;
  std::vector<double> rates_;  // by host, now
  double rate_ = 0;            // of all
  double now_ = 0, ever_ = 0, removed_ = 0, patched_ = 0;
  std::size_t stretch_ = 0;
  std::optional<Recorder> recorder_;
};

double Twin::rate(Host host) const {
  const Live& live = hosts_[host];
  const Stretch& stretch = world_.stretches[stretch_];
  if (live.state != HostState::infectious || live.silent) return 0;
  if (!stretch.spreading && (world_.wrong_clock.empty() || !world_.wrong_clock[host])) return 0;
  double rate = world_.units_of(host) * world_.per_unit;
  if (world_.unlimited.empty() || !world_.unlimited[host])
    rate = std::min(rate, stretch.contact_limit);
  return live.filtered ? rate * (1 - world_.scenario.controls.address_deployment) : rate;
}

void Twin::work_out_rates() {
  rates_.assign(hosts_.size(), 0);
  rate_ = 0;
  for (Host host = 0; host < hosts_.size(); ++host) rate_ += rates_[host] = rate(host);
}

double Twin::count(HostState state) const {
  double n = 0;
  for (const Live& live : hosts_) n += live.state == state ? 1 : 0;
  return n;
}

Host Twin::any(HostState state, HostState or_state) {
  for (;;) {
    const auto host = static_cast<Host>(random_.below(hosts_.size()));
    if (hosts_[host].state == state || hosts_[host].state == or_state) return host;
  }
}

double Twin::carried() const {
  double share = rate_ > worm_.network_capacity ? worm_.network_capacity / rate_ : 1;
  if (worm_.slowdown > 0)
    share *= std::pow(1 - count(HostState::infectious) / static_cast<double>(hosts_.size()),
                      worm_.slowdown);
  return share;
}

void Twin::begin() {
  mixing_->enter(world_.stretches[0]);
  for (Host host = 0; host < world_.patched.size(); ++host)
    if (world_.patched[host]) hosts_[host].state = HostState::gone, ++patched_;
  std::vector<Host> list;
  while (list.size() < std::min<std::size_t>(worm_.hit_list, world_.population.public_hosts())) {
    const Host host = any(HostState::susceptible, HostState::susceptible);
    if (there_.is_public(host) && std::find(list.begin(), list.end(), host) == list.end())
      list.push_back(host);
  }
  std::vector<Host> first;
  const auto draw = [&](Host from, std::uint64_t size, std::uint64_t wanted) {
    while (wanted > 0) {
      const Host host = from + static_cast<Host>(random_.below(size));
      if (hosts_[host].state != HostState::susceptible) continue;
      infect(host, kNoHost);
      first.push_back(host);
      --wanted;
    }
  };
  if (!world_.scenario.network) draw(0, world_.hosts(), world_.scenario.initial);
  Host from = 0;
  if (world_.scenario.network)
    for (const Segment& segment : world_.scenario.network->segments) {
      draw(from, segment.vulnerable, segment.initial);
      from += static_cast<Host>(segment.vulnerable);
    }
  if (!first.empty()) hosts_[first[0]].list = list;
  recorder_.emplace(world_.scenario.horizon, world_.scenario.step,
                    static_cast<double>(hosts_.size()), static_cast<double>(first.size()));
  work_out_rates();
}

void Twin::infect(Host host, Host by) {
  Live& live = hosts_[host];
  live = {};
  live.state = HostState::latent;
  ++ever_;
  if (by != kNoHost) {
    std::vector<Host>& list = hosts_[by].list;
    const auto middle = list.begin() + static_cast<std::ptrdiff_t>((list.size() + 1) / 2);
    live.list.assign(middle, list.end());
    list.erase(middle, list.end());
  }
  if (worm_.targeting == Targeting::permutation)
    live.at =
        there_.after(shuffled(world_.population.addresses[host], world_.population.address_bits));
  if (worm_.targeting == Targeting::sequential) live.at = there_.drawn(host, random_);
  if (worm_.latency <= 0) start(host);
}

void Twin::start(Host host) {
  const Controls& controls = world_.scenario.controls;
  Live& live = hosts_[host];
  live.state = HostState::infectious;
  live.filtered_at = std::max(now_, controls.address_filter_from) + controls.address_filter_after;
  live.silent_at = now_ + controls.probe_budget / (world_.units_of(host) * world_.per_unit);
}

Host Twin::target_of(Host prober) {
  Live& live = hosts_[prober];
  if (!live.list.empty()) {
    const Host target = live.list.front();
    live.list.erase(live.list.begin());
    return target;
  }
  if (!worm_.is_ordered()) return there_.at_address(prober, there_.drawn(prober, random_));
  const std::uint32_t place = live.at;
  live.at = there_.after(place);
  // A host behind a translator walks public addresses only.
  return worm_.targeting == Targeting::sequential ? there_.at_public(place)
                                                  : there_.at_place(place);
}

void Twin::probe(Host prober) {
  const Host target = target_of(prober);
  if (target == kNoHost) return;
  if (!mixing_->reaches(world_.cell(prober), world_.cell(target))) return;
  if (!random_.chance(world_.stretches[stretch_].delivered * carried())) return;
  const HostState state = hosts_[target].state;
  if (state == HostState::susceptible && random_.chance(worm_.success)) {
    infect(target, prober);
    recorder_->infected(now_, ever_);
    work_out_rates();
  } else if (worm_.targeting == Targeting::permutation &&
             (state == HostState::latent || state == HostState::infectious)) {
    hosts_[prober].at = there_.anywhere(random_);
  }
}

double Twin::next_fixed() const {
  double next = world_.scenario.horizon;
  if (stretch_ + 1 < world_.stretches.size())
    next = std::min(next, world_.stretches[stretch_ + 1].begins);
  if (!world_.scenario.controls.has_host_clocks()) return next;
  for (const Live& live : hosts_) {
    if (!live.filtered) next = std::min(next, live.filtered_at);
    if (!live.silent) next = std::min(next, live.silent_at);
  }
  return next;
}

void Twin::happen_fixed() {
  if (stretch_ + 1 < world_.stretches.size() && world_.stretches[stretch_ + 1].begins <= now_)
    mixing_->enter(world_.stretches[++stretch_]);
  for (Live& live : hosts_) {
    live.filtered = live.filtered || live.filtered_at <= now_;
    live.silent = live.silent || live.silent_at <= now_;
  }
  work_out_rates();
}

TrajectoryPoint Twin::point() const {
  return {now_,
          ever_,
          count(HostState::infectious),
          count(HostState::susceptible),
          removed_,
          patched_,
          rate_,
          carried(),
          ever_};
}

ProbeByProbeRun Twin::run(std::uint64_t most_probes) {
  begin();
  ProbeByProbeRun result;
  const Care& care = world_.scenario.care;
  const bool grows_old = worm_.latency > 0 || !care.cleansing.empty() || !care.patching.empty() ||
                         care.patching_by_news > 0;
  double told = 0;
  while (result.probes < most_probes) {
    const Stretch& stretch = world_.stretches[stretch_];
    double onset = 0, cleansing = 0, patching = 0;
    if (grows_old) {
      const double latent = count(HostState::latent);
      if (latent > 0) onset = latent / worm_.latency;
      cleansing = stretch.cleansing * (latent + count(HostState::infectious));
      patching = (stretch.patching + care.patching_by_news * ever_) * count(HostState::susceptible);
    }
    const double total = rate_ + onset + cleansing + patching;
    const double next = total > 0 ? now_ + random_.exponential(1 / total) : kNever;
    const double fixed = next_fixed();
    const double until = std::min(next, fixed);
    if (until >= told) {
      recorder_->hold(point(), until);
      told = world_.scenario.step * std::ceil(until / world_.scenario.step);
    }
    now_ = until;
    if (fixed <= next) {
      if (fixed >= world_.scenario.horizon) break;
      happen_fixed();
      continue;
    }
    double left = random_.unit() * total;
    if (left < rate_) {
      Host prober = 0;
      while (prober + 1 < hosts_.size() && left >= rates_[prober]) left -= rates_[prober++];
      ++result.probes;
      probe(prober);
      continue;
    }
    grow_old(left - rate_, onset, cleansing);
  }
  result.trajectory = recorder_->finish(point());
  return result;
}

// What needs no probe.
void Twin::grow_old(double left, double onset, double cleansing) {
  const Care& care = world_.scenario.care;
  if (left < onset) {
    start(any(HostState::latent, HostState::latent));
  } else if (left < onset + cleansing) {
    Live& live = hosts_[any(HostState::latent, HostState::infectious)];
    live.state = random_.chance(care.cleansed_immune) ? HostState::gone : HostState::susceptible;
    live.filtered_at = live.silent_at = kNever;
    ++removed_;
  } else {
    hosts_[any(HostState::susceptible, HostState::susceptible)].state = HostState::gone;
    ++patched_;
  }
  work_out_rates();
}

}  // namespace

ProbeByProbeRun run_probe_by_probe(const World& world, std::uint64_t seed,
                                   std::uint64_t most_probes) {
  return Twin(world, seed).run(most_probes);
}

}  // namespace cordon::epidemic
