#include "epidemic/worm.h"

namespace cordon::epidemic {

double Worm::mean_rate() const {
  if (links.empty()) return probes_per_second;
  double share = 0, sum = 0;
  for (const LinkClass& link : links) {
    share += link.share;
    sum += link.share * link.probes_per_second;
  }
  return share > 0 ? sum / share : probes_per_second;
}

Worm worm_of(const strain::Strain& strain) {
  Worm worm;
  worm.name = strain.id;
  worm.targeting = strain.scanning.targeting;
  worm.ports = strain.ports;
  const strain::Scanning& scanning = strain.scanning;
  if (scanning.same_slash8 > 0) worm.local.push_back({8, scanning.same_slash8});
  if (scanning.same_slash16 > 0) worm.local.push_back({16, scanning.same_slash16});
  if (scanning.same_slash24 > 0) worm.local.push_back({24, scanning.same_slash24});
  worm.probes_per_second = scanning.probes_per_second;
  worm.calendar = strain.calendar.phases;
  worm.uses_back_door_of = strain.uses_back_door_of;
  if (strain.simulation) worm.latency = strain.simulation->incubation;
  if (!strain.epidemic) return worm;
  const strain::Epidemic& epidemic = *strain.epidemic;
  worm.rate_spread = epidemic.rate_spread;
  for (const auto& link : epidemic.links)
    worm.links.push_back({link.share, link.probes_per_second});
  if (epidemic.network_capacity > 0) worm.network_capacity = epidemic.network_capacity;
  if (epidemic.latency >= 0) worm.latency = epidemic.latency;
  worm.success = epidemic.success;
  worm.hit_list = epidemic.hit_list;
  worm.wrong_clock = epidemic.wrong_clock;
  worm.address_changes_per_day = epidemic.address_changes_per_day;
  return worm;
}

}  // namespace cordon::epidemic
