#include "epidemic/trajectory.h"

#include <algorithm>
#include <cmath>

namespace cordon::epidemic {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kEarlyShare = 0.05;  // of the vulnerable; later, growth slows for want of hosts

TrajectoryPoint between(const TrajectoryPoint& a, const TrajectoryPoint& b, double time) {
  const double share = b.time > a.time ? (time - a.time) / (b.time - a.time) : 1;
  const auto mid = [&](double x, double y) { return x + share * (y - x); };
  return {time,
          mid(a.ever, b.ever),
          mid(a.infectious, b.infectious),
          mid(a.susceptible, b.susceptible),
          mid(a.removed, b.removed),
          mid(a.patched, b.patched),
          mid(a.probes, b.probes),
          mid(a.delivered, b.delivered),
          mid(a.addresses, b.addresses)};
}

}  // namespace

double time_of(const Trajectory& trajectory, double ever) {
  for (std::size_t i = 0; i < trajectory.points.size(); ++i) {
    const TrajectoryPoint& here = trajectory.points[i];
    if (here.ever < ever) continue;
    if (i == 0 || here.ever == trajectory.points[i - 1].ever) return here.time;
    const TrajectoryPoint& last = trajectory.points[i - 1];
    return last.time + (here.time - last.time) * (ever - last.ever) / (here.ever - last.ever);
  }
  return kUnknown;
}

Recorder::Recorder(double horizon, double step, double vulnerable, double initial)
    : horizon_(horizon), initial_(initial), doubled_(40, kUnknown) {
  trajectory_.step = step;
  trajectory_.points.reserve(static_cast<std::size_t>(horizon / step) + 2);
  TrajectorySummary& summary = trajectory_.summary;
  summary.vulnerable = vulnerable;
  summary.time_to_10_percent = summary.time_to_50_percent = summary.time_to_90_percent = kUnknown;
  next_milestone();
  while (initial >= next_count_) milestones(0, next_count_);
}

void Recorder::hold(const TrajectoryPoint& state, double until) {
  peaks(state);
  while (next_time_ < until && next_time_ <= horizon_) {
    trajectory_.points.push_back(state);
    trajectory_.points.back().time = next_time_;
    next_time_ = grid(trajectory_.points.size());
  }
}

void Recorder::line(const TrajectoryPoint& from, const TrajectoryPoint& to) {
  peaks(from);
  while (next_time_ < to.time && next_time_ <= horizon_) {
    trajectory_.points.push_back(between(from, to, next_time_));
    next_time_ = grid(trajectory_.points.size());
  }
  while (to.ever >= next_count_) {
    const double share =
        to.ever > from.ever ? (next_count_ - from.ever) / (to.ever - from.ever) : 1;
    milestones(from.time + std::max(0.0, share) * (to.time - from.time), next_count_);
  }
  if (to.time > from.time)
    trajectory_.summary.peak_new_per_minute =
        std::max(trajectory_.summary.peak_new_per_minute,
                 60 * (to.ever - from.ever) / (to.time - from.time));
}

void Recorder::infected(double time, double ever) {
  if (time >= minute_ + 60) {
    minute_ = 60 * std::floor(time / 60);
    in_minute_ = 0;
  }
  in_minute_ += 1;
  trajectory_.summary.peak_new_per_minute =
      std::max(trajectory_.summary.peak_new_per_minute, in_minute_);
  while (ever >= next_count_) milestones(time, next_count_);
}

void Recorder::peaks(const TrajectoryPoint& state) {
  TrajectorySummary& summary = trajectory_.summary;
  summary.peak_probes_per_second =
      std::max(summary.peak_probes_per_second, state.probes * state.delivered);
  if (state.infectious > summary.peak_infectious) {
    summary.peak_infectious = state.infectious;
    summary.time_of_peak = state.time;
  }
}

void Recorder::milestones(double time, double ever) {
  TrajectorySummary& summary = trajectory_.summary;
  const auto passed = [&](double share, double& when) {
    if (std::isnan(when) && ever >= std::ceil(share * summary.vulnerable)) when = time;
  };
  passed(0.1, summary.time_to_10_percent);
  passed(0.5, summary.time_to_50_percent);
  passed(0.9, summary.time_to_90_percent);
  for (std::size_t i = 0; i < doubled_.size(); ++i)
    if (std::isnan(doubled_[i]) && ever >= std::ldexp(1.0, static_cast<int>(i))) doubled_[i] = time;
  next_milestone();
}

void Recorder::next_milestone() {
  const TrajectorySummary& summary = trajectory_.summary;
  next_count_ = std::numeric_limits<double>::infinity();
  const auto at = [&](double count, double when) {
    if (std::isnan(when)) next_count_ = std::min(next_count_, count);
  };
  at(std::ceil(0.1 * summary.vulnerable), summary.time_to_10_percent);
  at(std::ceil(0.5 * summary.vulnerable), summary.time_to_50_percent);
  at(std::ceil(0.9 * summary.vulnerable), summary.time_to_90_percent);
  for (std::size_t i = 0; i < doubled_.size(); ++i)
    at(std::ldexp(1.0, static_cast<int>(i)), doubled_[i]);
}

Trajectory Recorder::finish(const TrajectoryPoint& last) {
  hold(last, std::numeric_limits<double>::infinity());
  TrajectorySummary& summary = trajectory_.summary;
  summary.final_size = last.ever;
  summary.doubling_time = kUnknown;
  double first = kUnknown, octaves = 0;
  for (std::size_t i = 0; i < doubled_.size(); ++i) {
    const double count = std::ldexp(1.0, static_cast<int>(i));
    if (count < std::max(16.0, 4 * initial_) || count > kEarlyShare * summary.vulnerable) continue;
    if (std::isnan(doubled_[i])) break;
    if (std::isnan(first)) {
      first = doubled_[i];
    } else {
      summary.doubling_time = (doubled_[i] - first) / ++octaves;
    }
  }
  return std::move(trajectory_);
}

}  // namespace cordon::epidemic
