#include "epidemic/what_if.h"

#include <numeric>

namespace cordon::epidemic {
namespace {

Spread spread_of(std::vector<double> values) {
  Spread spread;
  spread.mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  spread.low = quantile_of(values, 0.05);
  spread.median = quantile_of(values, 0.5);
  spread.high = quantile_of(values, 0.95);
  return spread;
}

std::vector<double> ever(const std::vector<TrajectoryPoint>& band) {
  std::vector<double> counts;
  counts.reserve(band.size());
  for (const TrajectoryPoint& point : band) counts.push_back(point.ever);
  return counts;
}

std::vector<double> final_sizes(const Ensemble& ensemble) {
  std::vector<double> sizes;
  for (const TrajectorySummary& summary : ensemble.summaries) sizes.push_back(summary.final_size);
  return sizes;
}

}  // namespace

Result<WhatIf> what_if(const Scenario& base, const std::vector<Measure>& measures,
                       const WhatIfOptions& options) {
  std::vector<Measure> all{{"nothing", base}};
  all.insert(all.end(), measures.begin(), measures.end());
  WhatIf result;
  result.step = base.step;
  result.vulnerable = static_cast<double>(base.vulnerable());
  std::vector<double> unhindered;
  std::uint64_t before = 0;
  for (const Measure& measure : all) {
    const auto world = build_world(measure.scenario, options.seed);
    if (!world) return tl::unexpected(world.error());
    EnsembleOptions runs{options.runs, options.seed, options.threads, {0.05, 0.5, 0.95}, {}};
    if (options.progress)
      runs.progress = [&](std::uint64_t done, std::uint64_t) {
        return options.progress(before + done, options.runs * all.size());
      };
    const auto ensemble = run_ensemble(**world, runs);
    if (!ensemble) return tl::unexpected(ensemble.error());
    before += options.runs;
    const std::vector<double> sizes = final_sizes(*ensemble);
    if (unhindered.empty()) unhindered = sizes;
    Effect effect;
    effect.measure = measure.name;
    effect.infected = spread_of(sizes);
    std::vector<double> saved(sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      saved[i] = unhindered[i] - sizes[i];
      effect.contained += sizes[i] <= kContained * result.vulnerable;
    }
    effect.contained /= static_cast<double>(sizes.size());
    effect.saved = spread_of(std::move(saved));
    effect.low = ever(ensemble->bands[0]);
    effect.median = ever(ensemble->bands[1]);
    effect.high = ever(ensemble->bands[2]);
    result.effects.push_back(std::move(effect));
  }
  return result;
}

}  // namespace cordon::epidemic
