// For tests: small scenarios, and the Kolmogorov-Smirnov distance of two samples.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/check.h"
#include "epidemic/exact.h"
#include "epidemic/probe_by_probe.h"

namespace cordon::epidemic {

/// 40 hosts among 1,024 addresses; doubles in about half a minute.
inline Scenario small_scenario() {
  Scenario scenario;
  scenario.population.vulnerable = 40;
  scenario.population.address_bits = 10;
  scenario.worm.probes_per_second = 0.6;
  scenario.initial = 2;
  scenario.horizon = 150;
  scenario.step = 5;
  return scenario;
}

inline std::unique_ptr<const World> world_of(Scenario scenario, std::uint64_t seed = 1) {
  auto world = build_world(std::move(scenario), seed);
  if (!world) std::fprintf(stderr, "%s\n", world.error().message().c_str());
  CHECK(world.has_value());
  return std::move(*world);
}

/// sup |F - G| times sqrt(n m / (n + m)): above 1.95 once in a thousand for samples of one
/// continuous distribution, more seldom where values repeat.
inline double kolmogorov_smirnov(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double most = 0;
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const double value = std::min(a[i], b[j]);
    while (i < a.size() && a[i] <= value) ++i;
    while (j < b.size() && b[j] <= value) ++j;
    most = std::max(most, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                   static_cast<double>(j) / static_cast<double>(b.size())));
  }
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  return most * std::sqrt(n * m / (n + m));
}

}  // namespace cordon::epidemic
