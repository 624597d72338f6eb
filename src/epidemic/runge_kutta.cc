#include "epidemic/runge_kutta.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "epidemic/compartments.h"
#include "epidemic/timetable.h"
#include "epidemic/two_factor.h"

namespace cordon::epidemic {
namespace {

constexpr double kStepOfGrowth = 0.02;  // of the time in which the outbreak grows e-fold

enum Compartment { kSusceptible, kInfectious, kRemoved, kPatched, kEver, kAddresses, kMany };
using Compartments = std::array<double, kMany>;

Compartments plus(const Compartments& a, const Compartments& b, double times) {
  Compartments c;
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = a[i] + times * b[i];
  return c;
}

class Model {
 public:
  Model(const Scenario& scenario, const ModelTerms& terms)
      : scenario_(scenario),
        worm_(scenario.worm),
        terms_(terms),
        hosts_(static_cast<double>(scenario.vulnerable())),
        space_(std::ldexp(1.0, scenario.population.address_bits)),
        stretches_(timetable_of(scenario)) {}

  Trajectory run();

 private:
  const Stretch& stretch() const { return stretches_[now_]; }
  double rate() const {
    const double spreading = stretch().spreading ? 1 : worm_.wrong_clock;
    const double own = worm_.mean_rate();
    const double bound = scenario_.controls.contact_limit_deployment;
    return spreading * (bound * std::min(own, stretch().contact_limit) + (1 - bound) * own);
  }
  double carried(double infectious) const {
    const double sent = infectious * rate();
    double share = sent > worm_.network_capacity ? worm_.network_capacity / sent : 1;
    if (terms_.slowdown && worm_.slowdown > 0)
      share *= std::pow(std::max(0.0, 1 - infectious / hosts_), worm_.slowdown);
    return share;
  }
  Compartments slope(const Compartments& y) const;
  Compartments step(const Compartments& y, double dt) const;
  TrajectoryPoint point(const Compartments& y, double time) const;

  const Scenario& scenario_;
  const Worm& worm_;
  const ModelTerms& terms_;
  double hosts_, space_;
  std::vector<Stretch> stretches_;
  std::size_t now_ = 0;
};

Compartments Model::slope(const Compartments& y) const {
  const double infectious = y[kInfectious], susceptible = y[kSusceptible];
  const double infections = rate() / space_ * worm_.success * stretch().delivered *
                            carried(infectious) * susceptible * infectious;
  const double cleansed = terms_.cleansing ? stretch().cleansing * infectious : 0;
  const double patched =
      terms_.patching
          ? (stretch().patching + scenario_.care.patching_by_news * y[kEver]) * susceptible
          : 0;
  const double again = cleansed * (1 - scenario_.care.cleansed_immune);
  Compartments dy{};
  dy[kSusceptible] = again - infections - patched;
  dy[kInfectious] = infections - cleansed;
  dy[kRemoved] = cleansed;
  dy[kPatched] = patched;
  dy[kEver] = infections;
  dy[kAddresses] = infections + infectious * worm_.address_changes_per_day / 86400;
  return dy;
}

Compartments Model::step(const Compartments& y, double dt) const {
  const Compartments k1 = slope(y);
  const Compartments k2 = slope(plus(y, k1, dt / 2));
  const Compartments k3 = slope(plus(y, k2, dt / 2));
  const Compartments k4 = slope(plus(y, k3, dt));
  Compartments next = y;
  for (std::size_t i = 0; i < next.size(); ++i)
    next[i] = std::max(0.0, y[i] + dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
  return next;
}

TrajectoryPoint Model::point(const Compartments& y, double time) const {
  return {time,         y[kEver],    y[kInfectious],          y[kSusceptible],
          y[kRemoved],  y[kPatched], y[kInfectious] * rate(), carried(y[kInfectious]),
          y[kAddresses]};
}

Trajectory Model::run() {
  const auto initial = static_cast<double>(scenario_.initial);
  const double patched = (hosts_ - initial) * scenario_.controls.patched_before;
  Compartments y{hosts_ - initial - patched, initial, 0, patched, initial, initial};
  Recorder recorder(scenario_.horizon, scenario_.step, hosts_, initial);
  const double growth = worm_.mean_rate() * worm_.success * hosts_ / space_;
  const double most = std::min(scenario_.step, kStepOfGrowth / growth);
  for (double time = 0; time < scenario_.horizon;) {
    if (now_ + 1 < stretches_.size() && stretches_[now_ + 1].begins <= time) ++now_;
    double until = scenario_.horizon;
    if (now_ + 1 < stretches_.size()) until = stretches_[now_ + 1].begins;
    const double dt = std::min(most, until - time);
    const Compartments next = step(y, dt);
    recorder.line(point(y, time), point(next, time + dt));
    y = next;
    time = dt < most ? until : time + dt;
  }
  return recorder.finish(point(y, scenario_.horizon));
}

std::optional<std::string> beyond(const Scenario& scenario) {
  const Worm& worm = scenario.worm;
  if (scenario.network) return "it knows no segments";
  if (worm.is_ordered() || worm.has_hit_list()) return "it knows no order of targets";
  for (const LocalShare& local : worm.local)
    if (local.share > 0) return "it knows no local preference";
  if (scenario.controls.has_host_clocks()) return "it knows no clock of a single host";
  if (scenario.population.behind_translators > 0) return "it knows no translators";
  if (scenario.controls.contact_limit_at != kNever && !worm.is_uniform())
    return "it knows no host that is slower than another";
  return std::nullopt;
}

}  // namespace

Result<Trajectory> integrate(const Scenario& scenario, const ModelTerms& terms) {
  if (const auto fault = fault_of(scenario)) return tl::unexpected(*fault);
  if (const auto why = beyond(scenario))
    return fail("simulate", scenario.worm.name + " with engine " + terms.name, *why,
                "use engine exact");
  return Model(scenario, terms).run();
}

Result<Trajectory> run_si(const Scenario& scenario) {
  return integrate(scenario, {"si", false, false, false});
}
Result<Trajectory> run_sir(const Scenario& scenario) {
  return integrate(scenario, {"sir", true, false, false});
}
Result<Trajectory> run_two_factor(const Scenario& scenario) {
  return integrate(scenario, {"two-factor", true, true, true});
}

}  // namespace cordon::epidemic
