#include "epidemic/reproduction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

tl::unexpected<Error> cannot(std::string cause, std::string remedy) {
  return fail("estimate", "the reproduction number", std::move(cause), std::move(remedy));
}

// Of each step: the earlier infections, each by its chance to infect in it.
std::vector<double> pressure(const std::vector<double>& all, const std::vector<double>& weights) {
  std::vector<double> lambda(all.size());
  for (std::size_t t = 0; t < all.size(); ++t)
    for (std::size_t s = 1; s < weights.size() && s <= t; ++s) lambda[t] += all[t - s] * weights[s];
  return lambda;
}

Quantiles gamma_quantiles(double shape, double scale) {
  const auto at = [&](double share) { return gamma_quantile(shape, share) * scale; };
  return {at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)};
}

}  // namespace

Result<Reproduction> reproduction(const Incidence& incidence, const GenerationTime& generation,
                                  const ReproductionOptions& options) {
  if (!(incidence.step > 0) || incidence.all.size() != incidence.local.size())
    return cannot("the steps have no length", "give counts in steps of some seconds");
  if (options.window == 0 || options.window > incidence.all.size())
    return cannot(fmt::format("a window of {} of {} steps", options.window, incidence.all.size()),
                  "give a window from 1 step to all of them");
  if (!(options.prior_shape > 0) || !(options.prior_scale > 0))
    return cannot("the prior is not a gamma distribution", "give a shape and a scale above 0");
  std::vector<double> weights = by_steps(generation, incidence.step, incidence.all.size() + 1);
  if (weights[0] > 0.5)
    return cannot(fmt::format("a step of {} is longer than most generation times (mean {})",
                              duration_text(duration_from_seconds(incidence.step)),
                              duration_text(duration_from_seconds(generation.mean()))),
                  "count in shorter steps");
  // Within its own step a case cannot be told from its child: what happens there is spread over
  // the later steps, as the paper's shifted distribution does.
  for (std::size_t s = 1; s < weights.size(); ++s) weights[s] /= 1 - weights[0];
  const std::vector<double> lambda = pressure(incidence.all, weights);
  Reproduction result;
  result.generation = generation;
  const auto at = [&](std::size_t step) {
    return incidence.begin + duration_from_seconds(incidence.step * static_cast<double>(step));
  };
  for (std::size_t end = options.window; end <= incidence.all.size(); ++end) {
    double infections = 0, expected = 0;
    for (std::size_t t = end - options.window; t < end; ++t) {
      if (lambda[t] <= 0) continue;  // the first ones have no parent to be counted for
      infections += incidence.local[t];
      expected += lambda[t];
    }
    if (expected <= 0) continue;
    const double shape = options.prior_shape + infections;
    const double scale = 1 / (1 / options.prior_scale + expected);
    result.steps.push_back({at(end - options.window), at(end), infections,
                            gamma_quantiles(shape, scale), 1 - gamma_cdf(shape, 1 / scale)});
  }
  return result;
}

Result<Incidence> incidence_of(const trace::Outbreak& outbreak, double step) {
  struct Case {
    Time at;
    double local;
  };
  std::vector<Case> cases;
  for (const auto& infection : outbreak.infections) {
    const Time at = infection.infected_at != kNoTime ? infection.infected_at : infection.onset;
    if (at == kNoTime) continue;
    double local = 0;
    for (const auto& parent : infection.infected_by)
      if (!parent.unseen) local += parent.probability;
    cases.push_back({at, std::min(local, 1.0)});
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
    return a.at != b.at ? a.at < b.at : a.local < b.local;
  });
  if (cases.empty()) return cannot("no infection has a time", "give captures that show them");
  const Time end = std::max(outbreak.last_seen, cases.back().at);
  const double steps = seconds(end - cases.front().at) / step;
  if (!(step > 0) || steps >= static_cast<double>(kMostIncidenceSteps))
    return cannot(fmt::format("a step of {} s", step), "choose a longer one");
  Incidence incidence{cases.front().at, step, {}, {}};
  incidence.all.resize(static_cast<std::size_t>(steps) + 1);
  incidence.local.resize(incidence.all.size());
  for (const auto& c : cases) {
    const auto index = static_cast<std::size_t>(seconds(c.at - cases.front().at) / step);
    incidence.all[index] += 1;
    incidence.local[index] += c.local;
  }
  return incidence;
}

Result<Reproduction> reproduction_of(const trace::Outbreak& outbreak,
                                     const ReproductionOptions& options) {
  const auto generation = fit_generation_time(lags_of(outbreak));
  if (!generation) return tl::unexpected(generation.error());
  const auto incidence = incidence_of(outbreak, generation->mean() / 3);
  if (!incidence) return tl::unexpected(incidence.error());
  ReproductionOptions fitting = options;
  fitting.window = std::min(options.window, incidence->all.size());
  return reproduction(*incidence, *generation, fitting);
}

}  // namespace cordon::epidemic
