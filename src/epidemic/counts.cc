#include "epidemic/counts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cordon::epidemic {
namespace {

constexpr double kLikely = 0.5;  // an infection less sure is not counted

Time moment_of(const trace::Infection& infection) {
  return infection.infected_at != kNoTime ? infection.infected_at : infection.onset;
}

std::vector<Time> moments_of(const trace::Outbreak& outbreak) {
  std::vector<Time> moments;
  for (const auto& infection : outbreak.infections)
    if (infection.confidence >= kLikely && moment_of(infection) != kNoTime)
      moments.push_back(moment_of(infection));
  std::sort(moments.begin(), moments.end());
  return moments;
}

CountStep joined(const CountStep& a, const CountStep& b) {
  CountStep both;
  both.length = a.length + b.length;
  both.count = a.count + b.count;
  if (a.packets || b.packets) both.packets = a.packets.value_or(0) + b.packets.value_or(0);
  both.containment = {
      a.containment.isolated + b.containment.isolated,
      a.containment.patched + b.containment.patched,
      (a.containment.contact_rate * a.length + b.containment.contact_rate * b.length) /
          both.length};
  return both;
}

}  // namespace

std::uint64_t Counts::total() const {
  return std::accumulate(steps.begin(), steps.end(), before,
                         [](std::uint64_t sum, const CountStep& s) { return sum + s.count; });
}

double Counts::span() const {
  double sum = 0;
  for (const auto& step : steps) sum += step.length;
  return sum;
}

std::vector<std::uint64_t> Counts::cumulative() const {
  std::vector<std::uint64_t> sums;
  std::uint64_t sum = before;
  for (const auto& step : steps) sums.push_back(sum += step.count);
  return sums;
}

Result<Counts> counts_of(const trace::Outbreak& outbreak, Time end) {
  const std::vector<Time> moments = moments_of(outbreak);
  if (moments.empty())
    return fail("count the infections of", outbreak.id, "none has a time",
                "give captures that show the infections themselves");
  end = std::max(end == kNoTime ? outbreak.last_seen : end, moments.back());
  const Duration width = (end - moments.front()) / static_cast<std::int64_t>(kAccountSteps);
  if (width <= Duration::zero())
    return fail("count the infections of", outbreak.id, "all fall into one moment",
                "give a longer stretch of traffic");
  Counts counts;
  counts.begin = moments.front();
  counts.steps.resize(kAccountSteps);
  for (auto& step : counts.steps) step.length = seconds(width);
  for (const Time moment : moments) {
    const auto index = static_cast<std::size_t>((moment - moments.front()) / width);
    ++counts.steps[std::min(index, kAccountSteps - 1)].count;
  }
  return counts;
}

Result<Counts> counts_of(const evidence::Curve& curve) {
  if (curve.points.empty() || curve.width <= Duration::zero())
    return fail("count", "the curve", "it has no point", "give traffic that shows attempts");
  const auto index_of = [&](const evidence::CurvePoint& point) {
    return static_cast<std::size_t>((point.at - curve.points.front().at) / curve.width);
  };
  if (index_of(curve.points.back()) >= kMostCountSteps)
    return fail("count", "the curve", "it spans too many steps", "ask for a coarser curve");
  Counts counts;
  counts.begin = curve.points.front().at;
  counts.steps.resize(index_of(curve.points.back()) + 1);
  for (auto& step : counts.steps) {
    step.length = seconds(curve.width);
    step.packets = 0;
  }
  for (const auto& point : curve.points) {
    counts.steps[index_of(point)].count = point.new_senders;
    counts.steps[index_of(point)].packets = point.attempts;
  }
  return counts;
}

Counts coarser(const Counts& counts, std::size_t most) {
  const std::size_t together = (counts.steps.size() + most - 1) / most;
  if (together <= 1) return counts;
  Counts coarse = counts;
  coarse.steps.clear();
  for (std::size_t i = 0; i < counts.steps.size(); ++i) {
    if (i % together == 0)
      coarse.steps.push_back(counts.steps[i]);
    else
      coarse.steps.back() = joined(coarse.steps.back(), counts.steps[i]);
  }
  return coarse;
}

}  // namespace cordon::epidemic
