// What happens in an exact run: which event, and what it changes.
#include <algorithm>
#include <cmath>

#include "epidemic/exact_run.h"

namespace cordon::epidemic {

double Exact::Run::carried() const {
  const double sent = static_cast<double>(hosts_.counts().rate) * world_.per_unit;
  double share = sent > worm_.network_capacity ? worm_.network_capacity / sent : 1;
  if (worm_.slowdown > 0)
    share *= std::pow(
        1 - static_cast<double>(hosts_.counts().infectious) / static_cast<double>(world_.hosts()),
        worm_.slowdown);
  return share;
}

Exact::Run::Rates Exact::Run::rates() const {
  const HostCounts& counts = hosts_.counts();
  const Stretch& stretch = world_.stretches[stretch_];
  Rates rates;
  if (const double useful = hosts_.mixing().useful_rate(); useful > 0)
    rates.infection = useful * world_.per_unit * world_.delivery(stretch) * carried();
  if (counts.latent > 0) rates.onset = static_cast<double>(counts.latent) / worm_.latency;
  rates.cleansing = stretch.cleansing * static_cast<double>(counts.infected());
  rates.patching = (stretch.patching + care_.patching_by_news * static_cast<double>(counts.ever)) *
                   static_cast<double>(counts.susceptible);
  return rates;
}

void Exact::Run::happen(const Rates& rates) {
  double left = course_.unit() * rates.total();
  if (left < rates.infection) return draw_infection();
  left -= rates.infection;
  const HostCounts& counts = hosts_.counts();
  if (left < rates.onset) return start_probing(hosts_.any(HostState::latent, course_));
  left -= rates.onset;
  if (left < rates.cleansing) {
    const bool latent = course_.below(counts.infected()) < counts.latent;
    return cleanse(hosts_.any(latent ? HostState::latent : HostState::infectious, course_));
  }
  if (counts.susceptible > 0) hosts_.patch(hosts_.any(HostState::susceptible, course_));
}

void Exact::Run::draw_infection() {
  const Mixing::Meeting meeting = hosts_.mixing().draw(course_);
  if (hosts_.susceptible_in(meeting.target) == 0) return;  // a rounding error chose it
  const Host target = hosts_.any_in(meeting.target, HostState::susceptible, course_);
  const bool wanted = world_.scenario.record && !meeting.outside;
  infect(target, wanted ? hosts_.source_in(meeting.from, meeting.to, sources_) : kNoHost, false);
}

double Exact::Run::next_fixed() {
  double next =
      stretch_ + 1 < world_.stretches.size() ? world_.stretches[stretch_ + 1].begins : kNever;
  if (has_clocks_) next = std::min(next, clocks_.next());
  if (has_itineraries_) next = std::min(next, hosts_.next_meeting());
  return next;
}

void Exact::Run::happen_fixed() {
  if (stretch_ + 1 < world_.stretches.size() && world_.stretches[stretch_ + 1].begins <= now_) {
    hosts_.enter(world_.stretches[++stretch_], now_, course_);
  } else if (has_clocks_ && clocks_.next() <= now_) {
    ring();
  } else {
    meet();
  }
}

void Exact::Run::ring() {
  const HostClocks::Alarm alarm = clocks_.take();
  if (episode_[alarm.host] != alarm.episode) return;
  const bool silences = alarm.kind == HostClocks::Kind::silent;
  if (silences) {
    hosts_.silence(alarm.host, now_, course_);
  } else {
    hosts_.filter(alarm.host, now_, course_);
  }
  if (Infection* infection = episode(alarm.host);
      infection != nullptr && (silences || controls_.address_deployment >= 1))
    infection->silenced = std::min(infection->silenced, now_);
}

void Exact::Run::meet() {
  const Orders::Meeting meeting = hosts_.take_meeting();
  const Stretch& stretch = world_.stretches[stretch_];
  const HostState state = hosts_.state(meeting.target);
  const bool arrives =
      hosts_.mixing().reaches(world_.cell(meeting.prober), world_.cell(meeting.target)) &&
      course_.chance(stretch.delivered * carried());
  const bool infected = state == HostState::latent || state == HostState::infectious;
  hosts_.after_meeting(meeting, arrives && infected, course_);
  if (arrives && state == HostState::susceptible && course_.chance(worm_.success))
    infect(meeting.target, meeting.prober, false);
  hosts_.go_on(meeting, now_, course_);
}

void Exact::Run::infect(Host host, Host by, bool at_start) {
  hosts_.infect(host, by, course_);
  addresses_ += 1;
  if (!at_start) recorder_->infected(now_, static_cast<double>(hosts_.counts().ever));
  if (world_.scenario.record) {
    episode_[host] = static_cast<std::uint32_t>(infections_.size());
    infections_.push_back({host, by, now_, kNever, kNever, kNever});
  } else if (has_clocks_) {
    ++episode_[host];
  }
  if (worm_.latency <= 0) start_probing(host);
}

void Exact::Run::start_probing(Host host) {
  hosts_.begin(host, now_, course_);
  if (hosts_.counts().infectious > most_infectious_) {
    most_infectious_ = hosts_.counts().infectious;
    recorder_->peaks(point());
  }
  if (Infection* infection = episode(host)) infection->onset = now_;
  if (!has_clocks_) return;
  HostClocks::Alarm alarm{kNever, host, HostClocks::Kind::filtered, episode_[host]};
  alarm.time = std::max(now_, controls_.address_filter_from) + controls_.address_filter_after;
  clocks_.set(alarm);
  alarm.kind = HostClocks::Kind::silent;
  alarm.time = now_ + controls_.probe_budget / (world_.units_of(host) * world_.per_unit);
  clocks_.set(alarm);
}

void Exact::Run::cleanse(Host host) {
  const bool immune = care_.cleansed_immune >= 1 || course_.chance(care_.cleansed_immune);
  hosts_.cleanse(host, immune, now_, course_);
  if (Infection* infection = episode(host)) infection->end = now_;
}

}  // namespace cordon::epidemic
