#include "epidemic/exact.h"

#include <algorithm>
#include <cmath>

#include "epidemic/draws.h"
#include "epidemic/exact_run.h"

namespace cordon::epidemic {
namespace {

constexpr std::uint64_t kEventsBetweenProgress = 4096;

enum Streams : std::uint64_t { kCourse = 1, kSources, kAddresses };  // random numbers of their own

}  // namespace

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
  trajectory.infections = std::move(infections_);
  infections_ = {};
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
  infections_.clear();
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
