#include "epidemic/exact.h"

#include <algorithm>
#include <cmath>

#include "epidemic/draws.h"
#include "epidemic/host_clocks.h"
#include "epidemic/live_hosts.h"

namespace cordon::epidemic {
namespace {

constexpr std::uint64_t kEventsBetweenProgress = 4096;

enum Streams : std::uint64_t { kCourse = 1, kSources, kAddresses };  // random numbers of their own

}  // namespace

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
    return trajectory_infections_.empty() ? nullptr : &trajectory_infections_[episode_[host]];
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
  std::vector<Infection> trajectory_infections_;
  std::optional<Recorder> recorder_;
};

// --- the loop ---------------------------------------------------------------------------------

Trajectory Exact::Run::run(std::uint64_t seed, const std::function<bool(double)>& progress) {
  begin(seed);
  const double horizon = world_.scenario.horizon;
  while (now_ < horizon) {
    if (++events_ % kEventsBetweenProgress == 0 && progress && !progress(now_ / horizon)) break;
    const Rates rates = this->rates();
    const double total = rates.total();
    const double fixed = std::min(next_fixed(), horizon);
    const double next = total > 0 ? now_ + course_.exponential(1 / total) : kNever;
    if (next < fixed) {
      advance(next);
      happen(rates);
    } else if (fixed >= horizon) {
      break;
    } else {
      advance(fixed);
      happen_fixed();
    }
  }
  advance(std::max(now_, horizon));
  count_addresses();
  Trajectory trajectory = recorder_->finish(point());
  trajectory.infections = std::move(trajectory_infections_);
  trajectory_infections_ = {};
  return trajectory;
}

void Exact::Run::begin(std::uint64_t seed) {
  course_ = Random(combine(seed, kCourse));
  sources_ = Random(combine(seed, kSources));
  address_changes_ = Random(combine(seed, kAddresses));
  now_ = 0;
  events_ = most_infectious_ = 0;
  addresses_ = host_seconds_ = counted_until_ = 0;
  stretch_ = 0;
  clocks_.clear();
  trajectory_infections_.clear();
  std::fill(episode_.begin(), episode_.end(), 0u);
  hosts_.reset(course_);
  hosts_.enter(world_.stretches[0], 0, course_);
  const std::vector<Host> first = first_hosts();
  recorder_.emplace(world_.scenario.horizon, world_.scenario.step,
                    static_cast<double>(world_.hosts()), static_cast<double>(first.size()));
  for (const Host host : first) infect(host, kNoHost, true);
}

std::vector<Host> Exact::Run::first_hosts() {
  std::vector<Host> first;
  const auto draw = [&](Host begin, std::uint64_t size, std::uint64_t wanted) {
    std::vector<Host> open;
    for (Host host = begin; host < begin + size; ++host)
      if (hosts_.state(host) == HostState::susceptible) open.push_back(host);
    for (std::size_t i = 0; i < open.size() && i < wanted; ++i) {
      std::swap(open[i], open[i + course_.below(open.size() - i)]);
      first.push_back(open[i]);
    }
  };
  if (!world_.scenario.network) {
    draw(0, world_.hosts(), world_.scenario.initial);
    return first;
  }
  Host begin = 0;
  for (const Segment& segment : world_.scenario.network->segments) {
    draw(begin, segment.vulnerable, segment.initial);
    begin += static_cast<Host>(segment.vulnerable);
  }
  return first;
}

// --- what can happen --------------------------------------------------------------------------

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

// --- what is due at a time --------------------------------------------------------------------

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

// --- changes of a host ------------------------------------------------------------------------

void Exact::Run::infect(Host host, Host by, bool at_start) {
  hosts_.infect(host, by, course_);
  addresses_ += 1;
  if (!at_start) recorder_->infected(now_, static_cast<double>(hosts_.counts().ever));
  if (world_.scenario.record) {
    episode_[host] = static_cast<std::uint32_t>(trajectory_infections_.size());
    trajectory_infections_.push_back({host, by, now_, kNever, kNever, kNever});
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

// --- the record -------------------------------------------------------------------------------

TrajectoryPoint Exact::Run::point() const {
  const HostCounts& counts = hosts_.counts();
  TrajectoryPoint point;
  point.time = now_;
  point.ever = static_cast<double>(counts.ever);
  point.infectious = static_cast<double>(counts.infectious);
  point.susceptible = static_cast<double>(counts.susceptible);
  point.removed = static_cast<double>(counts.removed);
  point.patched = static_cast<double>(counts.patched);
  point.probes = static_cast<double>(counts.rate) * world_.per_unit;
  point.delivered = carried();
  point.addresses = addresses_;
  return point;
}

// Changes of address matter to nobody but who counts addresses: so many are drawn at once as fall
// into the time since the last.
void Exact::Run::count_addresses() {
  const double per_second = worm_.address_changes_per_day / 86400;
  addresses_ += static_cast<double>(poisson(address_changes_, per_second * host_seconds_));
  host_seconds_ = 0;
}

void Exact::Run::advance(double until) {
  const double step = world_.scenario.step;
  if (until >= counted_until_) {  // a point of the grid is passed
    if (worm_.address_changes_per_day > 0) count_addresses();
    recorder_->hold(point(), until);
    counted_until_ = step * std::ceil(until / step);
  }
  host_seconds_ += static_cast<double>(hosts_.counts().infected()) * (until - now_);
  now_ = until;
}

Exact::Exact(const World& world) : run_(std::make_unique<Run>(world)) {}
Exact::~Exact() = default;
Trajectory Exact::run(std::uint64_t seed, const std::function<bool(double)>& progress) {
  return run_->run(seed, progress);
}
std::uint64_t Exact::events() const { return run_->events(); }

std::vector<std::uint32_t> doors_left_open(const World& world, const Trajectory& recorded,
                                           double share, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::uint32_t> addresses;
  for (const Infection& infection : recorded.infections)
    if (infection.host < world.population.public_hosts() && random.chance(share))
      addresses.push_back(world.population.addresses[infection.host]);
  std::sort(addresses.begin(), addresses.end());
  addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
  return addresses;
}

}  // namespace cordon::epidemic
