#include "epidemic/ensemble.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

#include "epidemic/exact.h"

namespace cordon::epidemic {
namespace {

constexpr std::array<double TrajectoryPoint::*, 8> kCounts = {
    &TrajectoryPoint::ever,      &TrajectoryPoint::infectious, &TrajectoryPoint::susceptible,
    &TrajectoryPoint::removed,   &TrajectoryPoint::patched,    &TrajectoryPoint::probes,
    &TrajectoryPoint::delivered, &TrajectoryPoint::addresses};

double quantile_of_sorted(const std::vector<double>& numbers, double level) {
  const double place = level * static_cast<double>(numbers.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, numbers.size() - 1);
  const double share = place - static_cast<double>(low);
  if (share == 0) return numbers[low];
  return numbers[low] + share * (numbers[high] - numbers[low]);
}

using Runs = std::vector<std::vector<TrajectoryPoint>>;

void summarise(const Runs& runs, std::size_t point, Ensemble& ensemble) {
  std::vector<double> values(runs.size());
  const double time = runs[0][point].time;
  for (auto& band : ensemble.bands) band[point].time = time;
  ensemble.mean[point].time = ensemble.deviation[point].time = time;
  for (const auto count : kCounts) {
    double sum = 0, squares = 0;
    for (std::size_t run = 0; run < runs.size(); ++run)
      sum += values[run] = runs[run][point].*count;
    const double mean = sum / static_cast<double>(runs.size());
    for (const double value : values) squares += (value - mean) * (value - mean);
    ensemble.mean[point].*count = mean;
    if (runs.size() > 1)
      ensemble.deviation[point].*count = std::sqrt(squares / static_cast<double>(runs.size() - 1));
    else
      ensemble.deviation[point].*count = 0;
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < ensemble.levels.size(); ++i)
      ensemble.bands[i][point].*count = quantile_of_sorted(values, ensemble.levels[i]);
  }
}

// Calls `work(i)` for each i below `many`, on so many threads, until one says that it is enough.
// `worker()` makes what a thread needs.
template <class Worker>
bool share_out(std::uint64_t many, unsigned threads, const Worker& worker) {
  std::atomic<std::uint64_t> next{0};
  std::atomic<bool> goes_on{true};
  const auto live = [&] {
    auto work = worker();
    for (;;) {
      const std::uint64_t i = next.fetch_add(1);
      if (i >= many || !goes_on) return;
      if (!work(i)) goes_on = false;
    }
  };
  std::vector<std::thread> pool;
  for (unsigned i = 1; i < threads; ++i) pool.emplace_back(live);
  live();
  for (std::thread& thread : pool) thread.join();
  return goes_on;
}

}  // namespace

double quantile_of(std::vector<double>& numbers, double level) {
  if (numbers.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(numbers.begin(), numbers.end(),
            [](double a, double b) { return std::isnan(a) ? false : std::isnan(b) || a < b; });
  return quantile_of_sorted(numbers, level);
}

Result<Ensemble> run_ensemble(const World& world, const EnsembleOptions& options) {
  const auto points = static_cast<std::uint64_t>(world.scenario.horizon / world.scenario.step) + 1;
  if (options.runs < 1 || options.runs > kMostRunPoints / points)
    return fail("simulate", fmt::format("{} runs of {} steps", options.runs, points),
                fmt::format("must be 1 or more, and {} run-steps at most", kMostRunPoints),
                "ask for fewer runs or a longer step");
  for (const double level : options.levels)
    if (!(level >= 0 && level <= 1))
      return fail("simulate", "quantiles", "must be between 0 and 1", "change them");
  Runs runs(options.runs);
  Ensemble ensemble;
  ensemble.summaries.resize(options.runs);
  std::mutex telling;
  std::uint64_t done = 0;
  const auto worker = [&] {
    return [&, exact = std::make_shared<Exact>(world)](std::uint64_t run) {
      Trajectory trajectory = exact->run(combine(options.seed, run));
      runs[run] = std::move(trajectory.points);
      ensemble.summaries[run] = trajectory.summary;
      const std::lock_guard lock(telling);
      return !options.progress || options.progress(++done, options.runs);
    };
  };
  const unsigned threads =
      options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  if (!share_out(options.runs, threads, worker))
    return fail("simulate", "the ensemble", "it was ended", "");
  ensemble.step = world.scenario.step;
  ensemble.levels = options.levels;
  const std::size_t grid = runs[0].size();
  ensemble.bands.assign(ensemble.levels.size(), std::vector<TrajectoryPoint>(grid));
  ensemble.mean.resize(grid);
  ensemble.deviation.resize(grid);
  for (std::size_t point = 0; point < grid; ++point) summarise(runs, point, ensemble);
  return ensemble;
}

}  // namespace cordon::epidemic
