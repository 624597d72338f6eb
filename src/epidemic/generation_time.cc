#include "epidemic/generation_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

Time moment_of(const trace::Infection& infection) {
  return infection.infected_at != kNoTime ? infection.infected_at : infection.onset;
}

// log(shape) - digamma(shape) = gap, which falls with the shape.
double shape_of(double gap) {
  double low = 1e-3, high = 1e6;
  for (int i = 0; i < 200 && high > low * (1 + 1e-12); ++i) {
    const double middle = std::sqrt(low * high);
    (std::log(middle) - digamma(middle) > gap ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

// Integral of the distribution function from 0 to x.
double area_below(const GenerationTime& time, double x) {
  if (x <= 0) return 0;
  return x * gamma_cdf(time.shape, x / time.scale) -
         time.mean() * gamma_cdf(time.shape + 1, x / time.scale);
}

}  // namespace

double GenerationTime::below(double seconds) const { return gamma_cdf(shape, seconds / scale); }

std::optional<GenerationTime> GenerationTime::untilted(double growth) const {
  constexpr double kMostTilt = 0.95;  // beyond it the mean is more than twenty times the measured
  if (growth * scale > kMostTilt) return std::nullopt;
  return GenerationTime{shape, scale / (1 - growth * scale), lags};
}

Result<GenerationTime> fit_generation_time(const std::vector<Weighted>& lags) {
  double weight = 0, sum = 0, log_sum = 0;
  for (const auto& lag : lags) {
    const double value = std::max(lag.value, kShortestLag);
    weight += lag.weight;
    sum += lag.weight * value;
    log_sum += lag.weight * std::log(value);
  }
  if (weight < kFewestLags)
    return fail("fit", "the generation time",
                fmt::format("only {:.1f} infections have a known parent", weight),
                fmt::format("at least {} are needed", kFewestLags));
  const double mean = sum / weight, gap = std::log(mean) - log_sum / weight;
  GenerationTime time;
  time.shape = shape_of(std::max(gap, 0.0));
  time.scale = mean / time.shape;
  time.lags = weight;
  return time;
}

std::vector<Weighted> lags_of(const trace::Outbreak& outbreak) {
  std::map<net::Address, std::vector<Time>> infected;
  for (const auto& infection : outbreak.infections)
    if (moment_of(infection) != kNoTime) infected[infection.host].push_back(moment_of(infection));
  std::vector<Weighted> lags;
  for (const auto& child : outbreak.infections) {
    const Time moment = moment_of(child);
    if (moment == kNoTime) continue;
    for (const auto& parent : child.infected_by) {
      const auto times = parent.unseen ? infected.end() : infected.find(parent.host);
      if (times == infected.end()) continue;
      Time latest = kNoTime;  // the parent's last infection before this one
      for (const Time t : times->second)
        if (t <= moment) latest = std::max(latest, t);
      if (latest != kNoTime)
        lags.push_back({seconds(moment - latest), parent.probability * child.confidence});
    }
  }
  return lags;
}

std::vector<double> by_steps(const GenerationTime& time, double step, std::size_t most) {
  constexpr double kRest = 1e-4;
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t s = 0; s < most; ++s) {
    // Second difference of the double integral of the density: the triangular kernel.
    const double at = static_cast<double>(s) * step;
    const double weight =
        (area_below(time, at + step) - 2 * area_below(time, at) + area_below(time, at - step)) /
        step;
    weights.push_back(std::max(weight, 0.0));
    sum += weights.back();
    if (s > 0 && 1 - time.below(at - step) < kRest) break;
  }
  if (sum > 0)
    for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace cordon::epidemic
