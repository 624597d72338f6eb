#include "epidemic/telescope.h"

#include <algorithm>
#include <cmath>

#include "epidemic/draws.h"

namespace cordon::epidemic {
namespace {

// P(a probe of a host goes to the telescope).
double chance_to_hit(const Telescope& telescope, const World& world, Host host) {
  const Worm& worm = world.scenario.worm;
  const int length = telescope.prefix_length;
  double anywhere = 1, chance = 0;
  for (const LocalShare& local : worm.local) {
    if (worm.is_ordered()) break;
    anywhere -= local.share;
    if (!telescope.base) continue;
    const int bits = world.population.address_bits, common = std::min(length, local.prefix_length);
    const auto top = [&](std::uint32_t address) {
      return static_cast<std::uint64_t>(address) >> (bits - common);
    };
    if (top(*telescope.base) == top(world.population.addresses[host]))
      chance += local.share * std::ldexp(1.0, std::min(0, local.prefix_length - length));
  }
  return chance + anywhere * std::ldexp(1.0, -length);
}

class Observation {
 public:
  Observation(const Telescope& telescope, const World& world, const Trajectory& run,
              std::uint64_t seed)
      : telescope_(telescope), world_(world), run_(run), random_(seed) {
    const auto count = static_cast<std::size_t>(std::ceil(world.scenario.horizon / telescope.bin));
    bins_.resize(count);
    for (std::size_t i = 0; i < count; ++i)
      bins_[i].begins = static_cast<double>(i) * telescope.bin;
    sum_activity();
  }

  std::vector<TelescopeBin> of_all() {
    for (const Infection& infection : run_.infections) watch(infection);
    return std::move(bins_);
  }

 private:
  void sum_activity();
  double activity_before(double time) const;
  double when_activity_is(double sum) const;
  void watch(const Infection& infection);
  void watch_address(double from, double to, double per_second);

  const Telescope& telescope_;
  const World& world_;
  const Trajectory& run_;
  Random random_;
  std::vector<TelescopeBin> bins_;
  // The integral of (probing by the calendar) x (share that the network carries), at each point of
  // the run's grid: a host's probes are Poisson in this time.
  std::vector<double> activity_;
};

void Observation::sum_activity() {
  activity_.assign(run_.points.size(), 0);
  std::size_t stretch = 0;
  for (std::size_t i = 1; i < run_.points.size(); ++i) {
    double from = run_.points[i - 1].time, spreading = 0;
    const double to = run_.points[i].time;
    while (from < to) {
      while (stretch + 1 < world_.stretches.size() && world_.stretches[stretch + 1].begins <= from)
        ++stretch;
      double until = to;
      if (stretch + 1 < world_.stretches.size())
        until = std::min(until, world_.stretches[stretch + 1].begins);
      if (world_.stretches[stretch].spreading) spreading += until - from;
      from = until;
    }
    const double carried = (run_.points[i - 1].delivered + run_.points[i].delivered) / 2;
    activity_[i] = activity_[i - 1] + spreading * carried;
  }
}

double Observation::activity_before(double time) const {
  const double place = std::min(time / run_.step, static_cast<double>(activity_.size() - 1));
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, activity_.size() - 1);
  return activity_[low] + (place - static_cast<double>(low)) * (activity_[high] - activity_[low]);
}

double Observation::when_activity_is(double sum) const {
  const auto at = std::upper_bound(activity_.begin(), activity_.end(), sum);
  if (at == activity_.end()) return kNever;
  const auto high = static_cast<std::size_t>(at - activity_.begin());
  const double share = (sum - activity_[high - 1]) / (activity_[high] - activity_[high - 1]);
  return run_.step * (static_cast<double>(high - 1) + share);
}

void Observation::watch(const Infection& infection) {
  const double end = std::min({infection.end, infection.silenced, world_.scenario.horizon});
  if (!(infection.onset < end)) return;
  const double rate = world_.units_of(infection.host) * world_.per_unit;
  const double per_second =
      rate * chance_to_hit(telescope_, world_, infection.host) * (1 - telescope_.loss);
  if (per_second <= 0) return;
  const double changes = world_.scenario.worm.address_changes_per_day / 86400;
  for (double from = infection.onset; from < end;) {
    const double to = changes > 0 ? std::min(end, from + random_.exponential(1 / changes)) : end;
    watch_address(from, to, per_second);
    from = to;
  }
}

// One source: from bin to bin in which it sends something.
void Observation::watch_address(double from, double to, double per_second) {
  bool is_new = true;
  const double last = activity_before(to);
  for (double now = activity_before(from);;) {
    now += random_.exponential(1 / per_second);
    if (now >= last) return;
    const auto bin = static_cast<std::size_t>(when_activity_is(now) / telescope_.bin);
    if (bin >= bins_.size()) return;
    const double end =
        std::min(last, activity_before(static_cast<double>(bin + 1) * telescope_.bin));
    ++bins_[bin].sources;
    bins_[bin].new_sources += is_new ? 1 : 0;
    bins_[bin].packets += 1 + poisson(random_, per_second * std::max(0.0, end - now));
    is_new = false;
    now = std::max(now, end);
  }
}

}  // namespace

Result<std::vector<TelescopeBin>> seen_by(const Telescope& telescope, const World& world,
                                          const Trajectory& run, std::uint64_t seed) {
  const auto wrong = [](const char* figure, const char* must) {
    return fail("watch by telescope", figure, must, "change it");
  };
  const Scenario& scenario = world.scenario;
  if (telescope.prefix_length < 1 || telescope.prefix_length > world.population.address_bits)
    return wrong("prefix_length", "must be 1 to the bits of an address");
  if (!(telescope.bin > 0) || scenario.horizon / telescope.bin > static_cast<double>(kMostBins))
    return wrong("bin", "must be above 0 and not too short for the run");
  if (!(telescope.loss >= 0 && telescope.loss <= 1)) return wrong("loss", "must be a share");
  if (run.infections.empty()) return wrong("the run", "holds no infections: record them");
  if (scenario.worm.targeting == strain::Targeting::sequential)
    return wrong("the worm", "goes in order: what a telescope sees depends on its place");
  if (scenario.controls.contact_limit_at != kNever ||
      (scenario.controls.address_filter_after != kNever &&
       scenario.controls.address_deployment < 1))
    return wrong("the run", "has rates that change for some hosts only: not told apart here");
  return Observation(telescope, world, run, combine(seed, 0x74656c65)).of_all();
}

}  // namespace cordon::epidemic
