#include "evidence/sightings.h"

#include <algorithm>

namespace cordon::evidence {

std::uint64_t sight_of_request(const net::Address& client, std::string_view method,
                               std::string_view target) {
  return mix(hash_of(bytes_of(target), hash_of(bytes_of(method), client.hash())));
}

std::uint64_t sight_of_flow(const net::Endpoint& client, const net::Endpoint& server,
                            net::Protocol protocol) {
  std::uint64_t state = combine(client.address.hash(), client.port);
  state = combine(combine(state, server.address.hash()), server.port);
  return mix(combine(state, static_cast<std::uint64_t>(protocol)));
}

void Sightings::add(std::uint64_t sight, Time time, const net::Address& server) {
  const bool full = kept_.size() >= kMostSightings;
  if (full && sight > kept_.rbegin()->first) return;
  const auto [at, added] = kept_.try_emplace(sight, Seen{time, server, false});
  if (!added) {
    at->second.again = true;
  } else if (full) {
    kept_.erase(std::prev(kept_.end()));
  }
}

void Sightings::merge(const Sightings& more) {
  for (const auto& [sight, seen] : more.kept_) {
    const auto [at, added] = kept_.try_emplace(sight, seen);
    if (!added) at->second.again = true;
  }
  while (kept_.size() > kMostSightings) kept_.erase(std::prev(kept_.end()));
}

std::optional<Sightings::Offset> Sightings::offset_of(const Sightings& other) const {
  std::vector<Duration> differences;
  Offset offset;
  bool one_server = true;
  for (const auto& [sight, seen] : other.kept_) {
    const auto here = kept_.find(sight);
    if (here == kept_.end() || seen.again || here->second.again) continue;
    differences.push_back(here->second.time - seen.time);
    if (differences.size() == 1) offset.server = here->second.server;
    one_server = one_server && offset.server == here->second.server;
  }
  if (differences.size() < kLeastCommon) return std::nullopt;
  std::sort(differences.begin(), differences.end());
  const auto at = [&](double share) {
    return differences[static_cast<std::size_t>(share *
                                                static_cast<double>(differences.size() - 1))];
  };
  // Most differences must agree within what logs round away; a request may be logged when it ends.
  constexpr Duration kMostSpread = 5s;
  const Duration spread = at(0.75) - at(0.25);
  if (spread > kMostSpread) return std::nullopt;
  offset.value = at(0.5);
  // Less than the spread is rounding, not a clock.
  const Duration size = std::max(offset.value, -offset.value);
  if (size < std::max<Duration>(2 * spread, 10ms) || size <= 1s) offset.value = Duration{};
  offset.common = differences.size();
  if (!one_server) offset.server = {};
  return offset;
}

}  // namespace cordon::evidence
