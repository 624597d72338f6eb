#include "trace/origins.h"

#include <algorithm>
#include <set>

namespace cordon::trace {
namespace {

constexpr double kNegligible = 0.005;

}  // namespace

std::vector<Origin> origins_of(const std::vector<Infection>& infections) {
  std::set<net::Address> infected;
  for (const Infection& infection : infections)
    if (infection.in_fleet) infected.insert(infection.host);
  std::vector<Origin> origins;
  double none_before = 1;
  for (const Infection& infection : infections) {
    if (!infection.in_fleet && !infected.empty()) continue;
    double from_outside = 0;
    for (const Parent& parent : infection.infected_by)
      if (parent.unseen || !infected.contains(parent.host)) from_outside += parent.probability;
    const double probability = none_before * from_outside * infection.confidence;
    none_before *= 1 - from_outside * infection.confidence;
    if (probability > kNegligible) origins.push_back({false, infection.host, probability});
  }
  if (!origins.empty() && none_before > kNegligible) origins.push_back({true, {}, none_before});
  std::stable_sort(origins.begin(), origins.end(),
                   [](const Origin& a, const Origin& b) { return a.probability > b.probability; });
  return origins;
}

}  // namespace cordon::trace
