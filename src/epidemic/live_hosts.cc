#include "epidemic/live_hosts.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace cordon::epidemic {

LiveHosts::LiveHosts(const World& world)
    : world_(world), roster_(world.cell_begin), mixing_(world.mixing()), rate_(world.hosts()) {
  const Worm& worm = world.scenario.worm;
  if (worm.has_hit_list()) list_.emplace(world, hit_list_of(world));
  if (worm.is_ordered()) ring_.emplace(world, itinerary_of(world));
  if (list_ || ring_) mode_.resize(world.hosts());
  if (world.scenario.controls.has_host_clocks()) flags_.resize(world.hosts());
  if (world.scenario.record) sources_.resize(world.hosts());
  if (world.cells() == 1) return;
  const Care& care = world.scenario.care;
  if (!care.patching.empty() || care.patching_by_news > 0) by_state_[0].emplace(world.cells());
  if (worm.latency > 0) by_state_[1].emplace(world.cells());
  if (!care.cleansing.empty()) by_state_[2].emplace(world.cells());
}

void LiveHosts::reset(Random& random) {
  counts_ = {};
  roster_.reset();
  mixing_->clear();
  if (list_) list_->reset(random);
  if (ring_) ring_->reset(random);
  std::fill(mode_.begin(), mode_.end(), list_ ? Mode::list : Mode::ring);
  std::fill(flags_.begin(), flags_.end(), std::uint8_t{0});
  std::fill(rate_.begin(), rate_.end(), 0u);
  sources_.clear();
  for (Host host = 0; host < world_.patched.size(); ++host)
    if (world_.patched[host]) {
      roster_.move(world_.cell(host), host, HostState::gone);
      ++counts_.patched;
    }
  counts_.susceptible = world_.hosts() - counts_.patched;
  std::vector<std::uint32_t> susceptible(world_.cells());
  for (Cell cell = 0; cell < world_.cells(); ++cell)
    susceptible[cell] = roster_.count(cell, HostState::susceptible);
  mixing_->set_susceptible(susceptible);
  for (auto& tree : by_state_)
    if (tree) tree->clear();
  if (!by_state_[0]) return;
  for (Cell cell = 0; cell < world_.cells(); ++cell) by_state_[0]->put(cell, susceptible[cell]);
  by_state_[0]->sum();
}

RateUnits LiveHosts::rate_of(Host host) const {
  if (roster_.state(host) != HostState::infectious) return 0;
  if (!stretch_.spreading && (world_.wrong_clock.empty() || !world_.wrong_clock[host])) return 0;
  double units = world_.units_of(host);
  if (stretch_.contact_limit != kNever && (world_.unlimited.empty() || !world_.unlimited[host]))
    units = std::min(units, stretch_.contact_limit / world_.per_unit);
  if (!flags_.empty()) {
    if ((flags_[host] & kSilent) != 0) return 0;
    if ((flags_[host] & kFiltered) != 0) units *= 1 - world_.scenario.controls.address_deployment;
  }
  return static_cast<RateUnits>(units + 0.5);
}

void LiveHosts::set_rate(Host host, double now, Random& random) {
  const RateUnits old = rate_[host], units = rate_of(host);
  if (old == units) return;
  rate_[host] = static_cast<std::uint32_t>(units);
  counts_.rate += units - old;
  if (world_.scenario.record) sources_.set(host, units);
  route(host, old, units, now, random);
}

// A host works its part of the hit list, then follows the worm's order if it has one, and else
// draws each target anew.
void LiveHosts::route(Host host, RateUnits old, RateUnits units, double now, Random& random) {
  if (!mode_.empty()) {
    if (mode_[host] == Mode::list) {
      if (list_->set_rate(host, now, units, random)) return;
      mode_[host] = ring_ ? Mode::ring : Mode::mixing;
      old = 0;
    }
    if (mode_[host] == Mode::ring && !ring_->set_rate(host, now, units, random))
      mode_[host] = Mode::nowhere;
    if (mode_[host] != Mode::mixing) return;
  }
  mixing_->add_rate(world_.cell(host), static_cast<std::int64_t>(units - old));
}

void LiveHosts::enter(const Stretch& stretch, double now, Random& random) {
  const bool same_rates =
      stretch.spreading == stretch_.spreading && stretch.contact_limit == stretch_.contact_limit;
  if (stretch.blocks != stretch_.blocks || stretch.spreading != stretch_.spreading || now == 0)
    mixing_->enter(stretch);
  stretch_ = stretch;
  if (same_rates) return;
  for (Cell cell = 0; cell < world_.cells(); ++cell)
    for (std::uint32_t i = 0; i < roster_.count(cell, HostState::infectious); ++i)
      set_rate(roster_.at(cell, HostState::infectious, i), now, random);
}

void LiveHosts::move(Host host, HostState to) {
  const Cell cell = world_.cell(host);
  const HostState from = roster_.state(host);
  roster_.move(cell, host, to);
  if (ring_) ring_->changed(host, from, to);
  if (from == HostState::susceptible) mixing_->add_susceptible(cell, -1);
  if (to == HostState::susceptible) mixing_->add_susceptible(cell, 1);
  const auto add = [&](HostState state, std::uint64_t difference) {
    if (state == HostState::gone) return;
    if (auto& tree = by_state_[static_cast<std::size_t>(state)]) tree->add(cell, difference);
  };
  add(from, ~0ULL);  // one less
  add(to, 1);
  const auto count = [&](HostState state) -> std::uint64_t* {
    switch (state) {
      case HostState::susceptible: return &counts_.susceptible;
      case HostState::latent: return &counts_.latent;
      case HostState::infectious: return &counts_.infectious;
      case HostState::gone: break;
    }
    return nullptr;
  };
  if (auto* of = count(from)) --*of;
  if (auto* of = count(to)) ++*of;
}

void LiveHosts::infect(Host host, Host parent, Random& random) {
  move(host, HostState::latent);
  ++counts_.ever;
  if (!flags_.empty()) flags_[host] = 0;
  if (list_) {
    mode_[host] = Mode::list;
    list_->enlist(host, parent, random);
  } else if (ring_) {
    mode_[host] = Mode::ring;
  }
  if (ring_) ring_->enlist(host, parent, random);
}

void LiveHosts::begin(Host host, double now, Random& random) {
  move(host, HostState::infectious);
  set_rate(host, now, random);
}

void LiveHosts::cleanse(Host host, bool immune, double now, Random& random) {
  move(host, immune ? HostState::gone : HostState::susceptible);
  set_rate(host, now, random);
  ++counts_.removed;
}

void LiveHosts::patch(Host host) {
  move(host, HostState::gone);
  ++counts_.patched;
}

void LiveHosts::filter(Host host, double now, Random& random) {
  flags_[host] |= kFiltered;
  set_rate(host, now, random);
}

void LiveHosts::silence(Host host, double now, Random& random) {
  flags_[host] |= kSilent;
  set_rate(host, now, random);
}

Host LiveHosts::any(HostState state, Random& random) const {
  if (world_.cells() == 1) return any_in(0, state, random);
  const auto& tree = *by_state_[static_cast<std::size_t>(state)];
  return any_in(static_cast<Cell>(tree.find(random.below(tree.total()))), state, random);
}

Host LiveHosts::any_in(Cell cell, HostState state, Random& random) const {
  return roster_.at(cell, state, random.below(roster_.count(cell, state)));
}

Host LiveHosts::source_in(Cell from, Cell to, Random& random) const {
  const Host begin = world_.cell_begin[from], end = world_.cell_begin[to];
  const RateUnits before = sources_.before(begin);
  // All mix: where some follow itineraries instead, they would be counted too.
  for (;;) {
    const Host host =
        static_cast<Host>(sources_.find(before + random.below(sources_.before(end) - before)));
    if (mode_.empty() || mode_[host] == Mode::mixing) return host;
  }
}

double LiveHosts::next_meeting() {
  const double list = list_ ? list_->next() : kNever;
  const double ring = ring_ ? ring_->next() : kNever;
  last_taken_ = list <= ring ? (list_ ? &*list_ : nullptr) : &*ring_;
  return std::min(list, ring);
}

Orders::Meeting LiveHosts::take_meeting() {
  CHECK(last_taken_ != nullptr);
  return last_taken_->take();
}

void LiveHosts::after_meeting(const Orders::Meeting& meeting, bool met_infected, Random& random) {
  last_taken_->step_past(meeting, met_infected, random);
}

void LiveHosts::go_on(const Orders::Meeting& meeting, double now, Random& random) {
  if (last_taken_->go_on(meeting.prober, now, random)) return;
  const Host host = meeting.prober;
  if (mode_[host] == Mode::list) {
    mode_[host] = ring_ ? Mode::ring : Mode::mixing;
    route(host, 0, rate_[host], now, random);
  } else {
    mode_[host] = Mode::nowhere;
  }
}

}  // namespace cordon::epidemic
