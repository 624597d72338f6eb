// For tests and measurements of the estimates: true outbreaks, event by event (Gillespie), and what
// a darknet sees of them. Obvious and exact; no part of the program.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"
#include "epidemic/counts.h"

namespace cordon::epidemic {

struct TrueOutbreak {
  double vulnerable = 0, scan_rate = 0;
  std::vector<double> infected;  // times in seconds, rising; the first is 0
  double rate() const { return scan_rate * vulnerable / 4294967296.0; }
};

/// Each infected host hits each susceptible one at rate scan_rate / 2^32; until `until` are
/// infected.
inline TrueOutbreak true_outbreak(double vulnerable, double scan_rate, std::size_t until,
                                  Random& random) {
  TrueOutbreak outbreak{vulnerable, scan_rate, {0.0}};
  const double beta = scan_rate / 4294967296.0;
  double time = 0;
  while (outbreak.infected.size() < until) {
    const auto infected = static_cast<double>(outbreak.infected.size());
    time += random.exponential(1 / (beta * infected * (vulnerable - infected)));
    outbreak.infected.push_back(time);
  }
  return outbreak;
}

/// When a darknet first hears of each host that is infected before `end`, rising.
inline std::vector<double> noticed(const TrueOutbreak& outbreak, double darknet_addresses,
                                   double end, Random& random) {
  const double wait = 4294967296.0 / (outbreak.scan_rate * darknet_addresses);
  std::vector<double> times;
  for (const double infected : outbreak.infected) {
    if (infected >= end) break;
    times.push_back(infected + random.exponential(wait));
  }
  std::erase_if(times, [&](double t) { return t > end; });
  std::sort(times.begin(), times.end());
  return times;
}

/// Events counted in steps of `step` from `begin` to `end`, the last step cut there.
inline Counts counted(const std::vector<double>& times, double begin, double end, double step) {
  Counts counts;
  counts.begin = Time(duration_from_seconds(std::max(begin, -1e8)));
  for (double at = begin; at < end; at += step)
    counts.steps.push_back({std::min(step, end - at), 0, {}, {}});
  for (const double time : times)
    if (time <= end) {
      const auto index = static_cast<std::size_t>((time - begin) / step);
      ++counts.steps[std::min(index, counts.steps.size() - 1)].count;
    }
  std::erase_if(counts.steps, [](const CountStep& s) { return s.length <= 0; });
  return counts;
}

}  // namespace cordon::epidemic
