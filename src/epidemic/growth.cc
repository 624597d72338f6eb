#include "epidemic/growth.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "epidemic/growth_steady.h"
#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

constexpr double kAddresses = 4294967296.0;

Result<void> check(const Counts& counts, const Vantage& vantage, const GrowthPrior& prior) {
  const auto wrong = [](std::string cause, std::string remedy) {
    return fail("fit growth to", "the counts", std::move(cause), std::move(remedy));
  };
  if (counts.steps.empty()) return wrong("there are none", "give a series of counts over time");
  for (const auto& step : counts.steps)
    if (!(step.length > 0) || !std::isfinite(step.length))
      return wrong("a step has no length", "give times that rise");
  if (vantage.kind == Vantage::Kind::darknet &&
      !(vantage.darknet_addresses > 0 && vantage.darknet_addresses <= kAddresses))
    return wrong("the darknet has no addresses", "give its size, from 1 to 2^32 addresses");
  if (vantage.kind == Vantage::Kind::share && !(vantage.seen_share > 0 && vantage.seen_share <= 1))
    return wrong("the share that is seen is not one", "give a number above 0, at most 1");
  if (!(prior.least_vulnerable >= 1) || !(prior.most_vulnerable > prior.least_vulnerable) ||
      !std::isfinite(prior.most_vulnerable))
    return wrong("the bounds of the vulnerable population make no sense",
                 "give a least of 1 or more and a larger most");
  if (static_cast<double>(counts.total()) > prior.most_vulnerable)
    return wrong(fmt::format("more hosts ({}) are infected than could be ({:.0f})", counts.total(),
                             prior.most_vulnerable),
                 "give a higher bound of the vulnerable population");
  if (prior.scan_rate && !(prior.scan_rate->median > 0 && prior.scan_rate->log_deviation > 0))
    return wrong("the scan rate is not a range", "give two different rates above 0");
  return {};
}

void leave_unknown(Growth& growth, const std::string& why) {
  for (Estimate* estimate : {&growth.rate, &growth.doubling, &growth.vulnerable, &growth.infected,
                             &growth.to_half, &growth.scan_rate})
    *estimate = Estimate::unknown(why);
}

double median_step(const Counts& counts) {
  std::vector<double> lengths;
  for (const auto& step : counts.steps) lengths.push_back(step.length);
  std::nth_element(lengths.begin(), lengths.begin() + lengths.size() / 2, lengths.end());
  return lengths[lengths.size() / 2];
}

// The first step after the one in which a host was first seen.
std::size_t first_explained(const Counts& counts) {
  if (counts.before > 0) return 0;
  std::size_t i = 0;
  while (i < counts.steps.size() && counts.steps[i].count == 0) ++i;
  return std::min(i + 1, counts.steps.size());
}

void tell_no_growth(const Slope& slope, Growth& growth) {
  constexpr double kSure = 2.0;  // standard errors
  if (slope.score() < -kSure) {
    growth.trend = Trend::falling;
    growth.decline = -slope.rate;
    growth.why = fmt::format(
        "counts fall: they halve in {}",
        duration_text(duration_from_seconds(std::min(std::log(2.0) / growth.decline, 9e9))));
  } else if (growth.log_odds < -std::log(kGrowthOdds)) {
    growth.trend = Trend::steady;
    growth.why = "counts are steady: nothing grows in them";
  } else {
    growth.trend = Trend::unclear;
    growth.why = "counts do not tell growth from a steady source";
  }
  leave_unknown(growth, growth.why);
}

// Seconds until half of the vulnerable are infected, by the mean curve.
double to_half(const PosteriorNode& node, const Growth& growth) {
  const double most = node.parameters.vulnerable - growth.patched;
  const double capacity = std::max(most - growth.isolated, 1.0);
  const double now = std::clamp(node.state.infected - growth.isolated, 0.5, capacity - 0.5);
  const double half = std::clamp(most / 2 - growth.isolated, 0.5, capacity - 0.5);
  const double rate = node.parameters.rate * capacity / node.parameters.vulnerable;
  return std::log(half * (capacity - now) / (now * (capacity - half))) / rate;
}

template <class Value>
Estimate over(const std::vector<PosteriorNode>& nodes, const Value& value) {
  std::vector<Weighted> points;
  points.reserve(nodes.size());
  for (const auto& node : nodes) points.push_back({value(node), node.weight});
  return Estimate::of(quantiles_of(std::move(points)));
}

// Those ever infected: each node's own uncertainty as five equal parts of its gamma.
Estimate infected_of(const Growth& growth) {
  const auto seen = static_cast<double>(growth.seen);
  std::vector<Weighted> points;
  for (const auto& node : growth.posterior.nodes) {
    const double unseen = node.state.infected - seen, variance = node.state.infected_variance;
    if (node.weight < 1e-6 || unseen <= 1e-9 || variance <= 0) {
      points.push_back({node.state.infected, node.weight});
      continue;
    }
    // Wilson and Hilferty's cube root: a gamma quantile to a per cent, without a search.
    const double shape = unseen * unseen / variance, v = 1 / (9 * shape);
    for (const double z : {-1.2816, -0.5244, 0.0, 0.5244, 1.2816})
      points.push_back(
          {seen + unseen * std::pow(std::max(1 - v + z * std::sqrt(v), 0.0), 3), node.weight / 5});
  }
  return Estimate::of(quantiles_of(std::move(points)));
}

void tell_size(const GrowthPrior& prior, Growth& growth) {
  const Quantiles total = growth.posterior.vulnerable();
  const double least = std::max(growth.posterior.least_plausible_vulnerable() - growth.patched,
                                static_cast<double>(growth.seen));
  if (growth.posterior.density_at_bound() > kTouchesBound || total.q95 > kWidestSize * total.q5) {
    const std::string why = fmt::format(
        "the counts do not show yet where it ends{}",
        prior.scan_rate ? "" : "; the worm's probes per second, if known, would tell earlier");
    growth.vulnerable = Estimate::unknown(why, least);
    growth.to_half = Estimate::unknown(why);
    if (!prior.scan_rate) growth.scan_rate = Estimate::unknown(why);
    return;
  }
  const auto left = [&](double size) {
    return std::max(std::round(size - growth.patched), static_cast<double>(growth.seen));
  };
  growth.vulnerable = Estimate::of(
      {left(total.q5), left(total.q25), left(total.q50), left(total.q75), left(total.q95)});
}

void tell_growth(const GrowthPrior& prior, Growth& growth) {
  const auto& nodes = growth.posterior.nodes;
  growth.trend = Trend::growing;
  growth.why = "counts grow as infections do";
  growth.rate = over(nodes, [](const PosteriorNode& n) { return n.parameters.rate; });
  growth.doubling =
      over(nodes, [](const PosteriorNode& n) { return std::log(2.0) / n.parameters.rate; });
  growth.scan_rate = over(nodes, [&](const PosteriorNode& n) {
    return n.parameters.rate / n.parameters.vulnerable * prior.probed_addresses;
  });
  growth.to_half = over(nodes, [&](const PosteriorNode& n) { return to_half(n, growth); });
  growth.infected = infected_of(growth);
  for (const auto& node : nodes) growth.noise += node.weight * node.parameters.noise;
  tell_size(prior, growth);
}

// Of active sources, only the slope is in the counts.
Growth fit_active(const Counts& counts, Growth growth) {
  constexpr double kSure = 2.6;  // standard errors: one false claim in 200
  const Slope slope = slope_of(counts, 0);
  growth.log_odds = 0;
  if (slope.score() <= kSure) {
    if (slope.score() > -2) growth.log_odds = slope.deviation * counts.span() < 0.5 ? -1e3 : 0;
    tell_no_growth(slope, growth);
    return growth;
  }
  growth.trend = Trend::growing;
  growth.why = "active sources become more";
  leave_unknown(growth, "counts of active sources show a trend, not who is newly infected");
  const auto at = [&](double z) { return slope.rate + z * slope.deviation; };
  growth.rate = Estimate::of({at(-1.645), at(-0.674), at(0), at(0.674), at(1.645)});
  const auto doubling = [&](double z) { return std::log(2.0) / at(z); };
  growth.doubling = Estimate::of(
      {doubling(1.645), doubling(0.674), doubling(0), doubling(-0.674), doubling(-1.645)});
  return growth;
}

}  // namespace

std::string_view name_of(Trend trend) {
  switch (trend) {
    case Trend::growing: return "growing";
    case Trend::falling: return "falling";
    case Trend::steady: return "steady";
    case Trend::unclear: return "unclear";
  }
  return "unclear";
}

Result<Growth> fit_growth(const Counts& all, const Vantage& vantage, const GrowthPrior& prior) {
  if (auto checked = check(all, vantage, prior); !checked) return tl::unexpected(checked.error());
  const Counts counts = coarser(all, kMostFittedSteps);
  const std::size_t first = first_explained(counts);
  const GrowthLikelihood likelihood(counts, vantage);
  Growth growth;
  growth.seen = counts.total();
  growth.isolated = likelihood.isolated();
  growth.patched = likelihood.patched();
  growth.step = median_step(counts);
  const bool active = counts.counted == Counted::active_hosts;
  if (growth.seen < kFewestInfections || (!active && likelihood.steps() < kFewestGrowthSteps)) {
    growth.why =
        fmt::format("{} hosts in {} steps are too few: at least {} in {} are needed", growth.seen,
                    counts.steps.size(), kFewestInfections, kFewestGrowthSteps + 1);
    leave_unknown(growth, growth.why);
    return growth;
  }
  if (active) return fit_active(counts, std::move(growth));
  growth.posterior = growth_posterior(likelihood, prior);
  if (growth.posterior.nodes.empty()) {
    growth.why =
        "the hosts left infectious cannot have infected so many: others do, or some that "
        "were isolated still did";
    leave_unknown(growth, growth.why);
    return growth;
  }
  growth.log_odds = growth.posterior.log_evidence - log_evidence_of_steady(counts, first);
  if (prior.known_outbreak || growth.log_odds > std::log(kGrowthOdds)) {
    tell_growth(prior, growth);
  } else {
    growth.posterior = {};
    tell_no_growth(slope_of(counts, first), growth);
  }
  return growth;
}

std::optional<LogNormal> scan_rate_of(const strain::Scanning& scanning) {
  constexpr double kNarrowest = 1.2;  // a single figure is not that sure, either way
  using strain::Targeting;
  const bool even =
      scanning.targeting == Targeting::random || scanning.targeting == Targeting::permutation;
  if (!even || !(scanning.probes_per_second > 0)) return std::nullopt;
  return LogNormal::between(
      std::min(scanning.probes_low, scanning.probes_per_second / kNarrowest),
      std::max(scanning.probes_high, scanning.probes_per_second * kNarrowest));
}

std::optional<LogNormal> scan_rate_of(const Counts& counts, double darknet_addresses) {
  double repeated = 0, exposure = 0, known = static_cast<double>(counts.before);
  std::vector<std::pair<double, double>> steps;  // repeated packets, source-seconds
  for (const auto& step : counts.steps) {
    const auto fresh = static_cast<double>(step.count);
    if (step.packets) {
      const double more = std::max(static_cast<double>(*step.packets) - fresh, 0.0);
      const double watched = (known + fresh / 2) * step.length;
      repeated += more;
      exposure += watched;
      steps.emplace_back(more, watched);
    }
    known += fresh;
  }
  if (repeated < static_cast<double>(kFewestInfections) || !(exposure > 0)) return std::nullopt;
  double pearson = 0;  // hosts differ in speed: what that adds to chance
  for (const auto& [more, watched] : steps) {
    const double mean = repeated / exposure * watched;
    if (mean > 0) pearson += (more - mean) * (more - mean) / mean;
  }
  const double spread =
      steps.size() > 1 ? std::max(1.0, pearson / static_cast<double>(steps.size() - 1)) : 1;
  return LogNormal{repeated / exposure * kAddresses / darknet_addresses,
                   std::sqrt(spread / repeated)};
}

}  // namespace cordon::epidemic
