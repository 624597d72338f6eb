#include "epidemic/aawp.h"

#include <algorithm>
#include <cmath>

namespace cordon::epidemic {
namespace {

constexpr double kMostGrowth = 0.01;   // of the infected hosts in a tick
constexpr double kMostPressure = 0.1;  // on a host of any cell where one is left, in a tick

struct State {
  std::vector<double> susceptible, latent, infectious;  // by cell
  double time = 0, ever = 0, removed = 0, patched = 0, addresses = 0;
};

// What is the same for all cells in a tick.
struct Shares {
  double patched = 0, cleansed = 0;  // of who is there all the tick
  double stay = 0, come = 0;         // latent: of those there, of those hit in the tick
  double half = 0.5;  // who is hit is at risk of the rest for half of the tick; as printed, not yet
};

// 1 - exp(-x), by its series where that is exact: the bulk of cells is under little pressure.
double chance_of(double x) { return x < 1e-4 ? x * (1 - x / 2 * (1 - x / 3)) : -std::expm1(-x); }

double sum(const std::vector<double>& list) {
  double total = 0;
  for (const double x : list) total += x;
  return total;
}

class Ticks {
 public:
  explicit Ticks(const World& world)
      : world_(world), worm_(world.scenario.worm), mixing_(world.mixing()) {
    for (const Stretch& stretch : world.stretches) rates_.push_back(mean_rate(stretch));
  }

  State first() const;
  Result<Trajectory> run(const Aawp& options, const std::function<bool(double)>& progress);

 private:
  double mean_rate(const Stretch& stretch) const;
  double carried(double infectious) const;
  void press(const State& state, std::vector<double>& per_host) const;
  double tick_for(const State& state, const std::vector<double>& per_host, const Aawp& o) const;
  void step(const State& from, const std::vector<double>& per_host, double dt, State& to) const;
  Shares shares(const State& from, double dt) const;
  void step_cell(const State& from, Cell cell, double pressure, const Shares& shares,
                 State& to) const;
  TrajectoryPoint point(const State& state) const;
  const Stretch& stretch() const { return world_.stretches[now_]; }

  const World& world_;
  const Worm& worm_;
  std::unique_ptr<Mixing> mixing_;
  std::vector<double> rates_;  // by stretch: the mean host's probes a second
  std::size_t now_ = 0;        // stretch
  bool paper_ = false;
};

double Ticks::mean_rate(const Stretch& stretch) const {
  double units = 0;
  const double limit = stretch.contact_limit / world_.per_unit;
  for (Host host = 0; host < world_.hosts(); ++host) {
    if (!stretch.spreading && (world_.wrong_clock.empty() || !world_.wrong_clock[host])) continue;
    const double own = world_.units_of(host);
    const bool free = !world_.unlimited.empty() && world_.unlimited[host];
    units += free ? own : std::min(own, limit);
  }
  return units / static_cast<double>(world_.hosts()) * world_.per_unit;
}

State Ticks::first() const {
  State state;
  const std::size_t cells = world_.cells();
  state.susceptible.assign(cells, 0);
  state.latent.assign(cells, 0);
  state.infectious.assign(cells, 0);
  for (Host host = 0; host < world_.hosts(); ++host)
    if (world_.patched.empty() || !world_.patched[host]) {
      state.susceptible[world_.cell(host)] += 1;
    } else {
      state.patched += 1;
    }
  const auto infect = [&](Cell from, Cell to, double hosts) {
    double here = 0;
    for (Cell cell = from; cell < to; ++cell) here += state.susceptible[cell];
    const double share = here > 0 ? std::min(1.0, hosts / here) : 0;
    for (Cell cell = from; cell < to; ++cell) {
      const double fell = share * state.susceptible[cell];
      state.susceptible[cell] -= fell;
      (worm_.latency > 0 ? state.latent : state.infectious)[cell] += fell;
      state.ever += fell;
    }
  };
  if (!world_.scenario.network) {
    infect(0, world_.cells(), static_cast<double>(world_.scenario.initial));
  } else {
    const auto& segment_of = world_.matrix->segment_of;
    for (Cell from = 0; from < world_.cells();) {
      Cell to = from;
      while (to < world_.cells() && segment_of[to] == segment_of[from]) ++to;
      infect(from, to,
             static_cast<double>(world_.scenario.network->segments[segment_of[from]].initial));
      from = to;
    }
  }
  state.addresses = state.ever;
  return state;
}

double Ticks::carried(double infectious) const {
  const double sent = infectious * rates_[now_];
  double share = sent > worm_.network_capacity ? worm_.network_capacity / sent : 1;
  if (worm_.slowdown > 0)
    share *= std::pow(std::max(0.0, 1 - infectious / static_cast<double>(world_.hosts())),
                      worm_.slowdown);
  return share;
}

// Infections a second of one susceptible host of each cell.
void Ticks::press(const State& state, std::vector<double>& per_host) const {
  std::vector<double> rates(state.infectious);
  for (double& rate : rates) rate *= rates_[now_] / world_.per_unit;
  mixing_->pressure(rates, per_host);
  const double factor =
      world_.per_unit * world_.delivery(stretch()) * carried(sum(state.infectious));
  for (double& pressure : per_host) pressure *= factor;
}

double Ticks::tick_for(const State& state, const std::vector<double>& per_host,
                       const Aawp& o) const {
  double tick = o.tick > 0 ? o.tick : world_.scenario.step;
  if (!o.paper) {
    double fresh = 0, most = 0;
    for (Cell cell = 0; cell < per_host.size(); ++cell) {
      fresh += per_host[cell] * state.susceptible[cell];
      if (state.susceptible[cell] > 0.5) most = std::max(most, per_host[cell]);
    }
    // Latent hosts count as if they probed already: they will before the tick is over.
    const double latent = sum(state.latent), infectious = sum(state.infectious);
    if (fresh > 0) tick = std::min(tick, kMostGrowth * std::max(infectious, 1.0) / fresh);
    if (infectious < latent) tick = std::min(tick, worm_.latency * (1 + infectious / latent) / 4);
    if (most > 0) tick = std::min(tick, kMostPressure / most);
  }
  // A tick ends where conditions change, and at each point of the grid: between them, what falls
  // off exponentially would be taken as a straight line.
  double until = world_.scenario.horizon;
  if (now_ + 1 < world_.stretches.size()) until = world_.stretches[now_ + 1].begins;
  const double step = world_.scenario.step;
  if (!o.paper) until = std::min(until, step * (std::floor(state.time / step * (1 + 1e-12)) + 1));
  return std::min(tick, until - state.time);
}

Shares Ticks::shares(const State& from, double dt) const {
  const Care& care = world_.scenario.care;
  Shares shares;
  shares.patched = chance_of((stretch().patching + care.patching_by_news * from.ever) * dt);
  shares.cleansed = chance_of(stretch().cleansing * dt);
  if (worm_.latency > 0) {  // leave at 1/latency, while new ones come in evenly: solved
    shares.stay = std::exp(-dt / worm_.latency);
    shares.come = worm_.latency / dt * (1 - shares.stay);
  }
  if (paper_) shares.half = 0;
  return shares;
}

void Ticks::step_cell(const State& from, Cell cell, double pressure, const Shares& shares,
                      State& to) const {
  const double hit = from.susceptible[cell] * chance_of(pressure);
  const double old = from.infectious[cell] + from.latent[cell];
  if (hit + old <= 0 && shares.patched <= 0) return;
  const double patched = (from.susceptible[cell] - hit * (1 - shares.half)) * shares.patched;
  const double latent = from.latent[cell] * shares.stay + hit * shares.come;
  const double removed = shares.cleansed * (old + shares.half * hit);
  const double kept = removed > 0 ? 1 - removed / (old + hit) : 1;
  to.latent[cell] = latent * kept;
  to.infectious[cell] = (old + hit - latent) * kept;
  to.susceptible[cell] =
      from.susceptible[cell] - hit - patched + removed * (1 - world_.scenario.care.cleansed_immune);
  to.ever += hit;
  to.removed += removed;
  to.patched += patched;
}

void Ticks::step(const State& from, const std::vector<double>& per_host, double dt,
                 State& to) const {
  to = from;
  to.time = from.time + dt;
  const Shares shares = this->shares(from, dt);
  for (Cell cell = 0; cell < per_host.size(); ++cell)
    step_cell(from, cell, per_host[cell] * dt, shares, to);
  const double infected = sum(to.latent) + sum(to.infectious);
  to.addresses = from.addresses + (to.ever - from.ever) +
                 infected * dt * worm_.address_changes_per_day / 86400;
}

TrajectoryPoint Ticks::point(const State& state) const {
  TrajectoryPoint point;
  point.time = state.time;
  point.ever = state.ever;
  point.infectious = sum(state.infectious);
  point.susceptible = sum(state.susceptible);
  point.removed = state.removed;
  point.patched = state.patched;
  point.probes = point.infectious * rates_[now_];
  point.delivered = carried(point.infectious);
  point.addresses = state.addresses;
  return point;
}

Result<Trajectory> Ticks::run(const Aawp& options, const std::function<bool(double)>& progress) {
  State state = first(), middle, next;
  paper_ = options.paper;
  const double horizon = world_.scenario.horizon;
  Recorder recorder(horizon, world_.scenario.step, static_cast<double>(world_.hosts()), state.ever);
  mixing_->enter(stretch());
  std::vector<double> per_host;
  while (state.time < horizon) {
    if (now_ + 1 < world_.stretches.size() && world_.stretches[now_ + 1].begins <= state.time)
      mixing_->enter(world_.stretches[++now_]);
    press(state, per_host);
    const double dt = tick_for(state, per_host, options);
    if (!options.paper) {
      step(state, per_host, dt / 2, middle);
      press(middle, per_host);
    }
    step(state, per_host, dt, next);
    recorder.line(point(state), point(next));
    std::swap(state, next);
    if (progress && !progress(state.time / horizon)) break;
  }
  return recorder.finish(point(state));
}

}  // namespace

Result<Trajectory> run_aawp(const World& world, const Aawp& options,
                            const std::function<bool(double share)>& progress) {
  const Worm& worm = world.scenario.worm;
  const char* cannot = worm.is_ordered()     ? "it knows no order of targets"
                       : worm.has_hit_list() ? "it knows no hit list"
                       : world.scenario.controls.has_host_clocks()
                           ? "it knows no clock of a single host (address filter, budget)"
                           : nullptr;
  if (cannot != nullptr)
    return fail("simulate", worm.name + " with engine aawp", cannot, "use engine exact");
  return Ticks(world).run(options, progress);
}

}  // namespace cordon::epidemic
