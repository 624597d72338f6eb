#include "epidemic/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "epidemic/forecast_path.h"
#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

constexpr double kLongestForecast = 50 * 365.25 * 86400;  // seconds

Result<void> check(const Growth& growth, const ForecastOptions& o) {
  if (growth.trend != Trend::growing)
    return fail("forecast", "the outbreak", growth.why,
                "wait for more counts, or look at the counts themselves");
  if (growth.posterior.nodes.empty())
    return fail("forecast", "the outbreak", growth.vulnerable.unknown_because,
                "count new infections instead");
  if (o.steps == 0 || o.steps > kMostForecastSteps || !(o.step >= 0) || !std::isfinite(o.step))
    return fail("forecast", "the outbreak", fmt::format("{} steps of {} s", o.steps, o.step),
                fmt::format("ask for 1 to {} steps of some seconds", kMostForecastSteps));
  if (o.draws < 20 || o.draws > kMostDraws)
    return fail("forecast", "the outbreak", fmt::format("{} draws", o.draws),
                fmt::format("ask for 20 to {}", kMostDraws));
  if (!(o.isolation_rate >= 0) || !std::isfinite(o.isolation_rate) ||
      !(o.contact_rate >= 0 && o.contact_rate <= 1))
    return fail("forecast", "the outbreak", "a rate of containment that cannot be",
                "isolate at 0 or more per second, let a share from 0 to 1 of contacts through");
  return {};
}

// Whether it may end before all are infected.
bool is_contained(const ForecastOptions& o) { return o.isolation_rate > 0 || o.contact_rate <= 0; }

// Nodes in proportion to their weight, as evenly as can be (systematic sampling).
class Picker {
 public:
  Picker(const std::vector<PosteriorNode>& nodes, std::size_t draws, Random& random)
      : nodes_(nodes), step_(1.0 / static_cast<double>(draws)), at_(random.unit() * step_) {}
  const PosteriorNode& next() {
    while (sum_ + nodes_[index_].weight < at_ && index_ + 1 < nodes_.size())
      sum_ += nodes_[index_++].weight;
    at_ += step_;
    return nodes_[index_];
  }

 private:
  const std::vector<PosteriorNode>& nodes_;
  double step_, at_, sum_ = 0;
  std::size_t index_ = 0;
};

// The hidden number ever infected: those seen, and a gamma's worth of unseen ones.
double draw_infected(const GrowthState& state, double seen, Random& random) {
  const double unseen = state.infected - seen, variance = state.infected_variance;
  if (unseen <= 1e-9 || variance <= 0) return state.infected;
  const double shape = unseen * unseen / variance;
  return seen + draw_gamma(random, shape) * variance / unseen;
}

PathStart start_of(const PosteriorNode& node, const Growth& growth, const ForecastOptions& o,
                   Random& random) {
  PathStart start;
  start.vulnerable = node.parameters.vulnerable - growth.patched;
  start.infected = std::min(draw_infected(node.state, static_cast<double>(growth.seen), random),
                            start.vulnerable);
  start.isolated = growth.isolated;
  start.infect_rate = node.parameters.rate / node.parameters.vulnerable * o.contact_rate;
  start.isolation_rate = o.isolation_rate;
  start.noise = node.parameters.noise;
  start.noise_step = growth.step;
  return start;
}

// Of futures played to their end: what is asked of each.
struct Futures {
  std::vector<std::vector<double>> infected;  // by step, then draw
  std::vector<double> final_size, to_half;
  std::size_t died_out = 0;
};

// How long ago half were infected, by the mean curve: where they already are.
double since_half(const PathStart& s) {
  const double infectious = s.infected - s.isolated, capacity = s.vulnerable - s.isolated;
  const double then = s.vulnerable / 2 - s.isolated;
  if (then <= 0 || infectious >= capacity - 0.5 || s.infect_rate <= 0) return 0;
  return std::log(infectious * (capacity - then) / (then * (capacity - infectious))) /
         (s.infect_rate * capacity);
}

Futures play(const Growth& growth, double step, const ForecastOptions& o) {
  Futures futures;
  futures.infected.assign(o.steps, std::vector<double>(o.draws));
  Random random(o.seed);
  Picker picker(growth.posterior.nodes, o.draws, random);
  for (std::size_t draw = 0; draw < o.draws; ++draw) {
    const PathStart start = start_of(picker.next(), growth, o, random);
    const bool contained = is_contained(o);
    const auto path = draw_path(start, step * static_cast<double>(o.steps),
                                contained ? start.vulnerable : start.vulnerable / 2, random);
    for (std::size_t i = 0; i < o.steps; ++i)
      futures.infected[i][draw] = infected_at(path, step * static_cast<double>(i + 1));
    const double last = contained ? path.back().infected : start.vulnerable;
    futures.final_size.push_back(last);
    futures.died_out += last < std::round(start.vulnerable);
    futures.to_half.push_back(start.infected >= last / 2 && !contained ? -since_half(start)
                                                                       : time_of(path, last / 2));
  }
  return futures;
}

}  // namespace

Result<Forecast> forecast(const Growth& growth, Time now, const ForecastOptions& options) {
  if (auto checked = check(growth, options); !checked) return tl::unexpected(checked.error());
  const double step = options.step > 0 ? options.step : growth.doubling.known->q50 / 4;
  if (step * static_cast<double>(options.steps) > kLongestForecast)
    return fail("forecast", "the outbreak", "that is more than 50 years ahead", "ask for less");
  const Futures futures = play(growth, step, options);
  Forecast result;
  for (std::size_t i = 0; i < options.steps; ++i) {
    const Quantiles infected = quantiles_of_draws(futures.infected[i]);
    if (infected.q95 > kWidestFan * infected.q5) {
      result.fan_ends_because =
          fmt::format("from there on the counts do not tell within a factor of {}", kWidestFan);
      break;
    }
    result.fan.push_back(
        {now + duration_from_seconds(step * static_cast<double>(i + 1)), infected});
  }
  const bool contained = is_contained(options);
  if (growth.vulnerable.known || contained) {
    result.final_size = Estimate::of(quantiles_of_draws(futures.final_size));
    result.time_to_half = Estimate::of(quantiles_of_draws(futures.to_half));
  }
  if (!growth.vulnerable.known) {
    // Isolation may end it long before the unknown end; then the futures agree all the same.
    if (!contained || result.final_size.known->q95 > kWidestSize * result.final_size.known->q5) {
      result.final_size = growth.vulnerable;
      result.time_to_half = Estimate::unknown("its final size is not known");
    }
  } else if (!contained) {
    result.final_size = growth.vulnerable;
  }
  result.dies_out = static_cast<double>(futures.died_out) / static_cast<double>(options.draws);
  return result;
}

}  // namespace cordon::epidemic
