#include "detect/conduct.h"

#include <algorithm>
#include <cmath>

namespace cordon::detect {
namespace {

constexpr double kMostNovelty = 3, kMostFailing = 3;
constexpr double kOfOneFailure = 0.7;
constexpr double kOfOneHabit = 0.5;
constexpr double kMostHurry = 4;
constexpr std::size_t kMostHurried = 6;
constexpr Duration kShortest = 10ms, kAtOnce = 1min;

// Stretches of time, none over another, in which a client made so many first contacts.
template <class Contacts>
std::size_t bursts_of(const Contacts& contacts, std::size_t many, Duration within) {
  std::size_t bursts = 0;
  for (std::size_t i = 0; i + many <= contacts.size(); ++i) {
    if (contacts[i + many - 1]->first - contacts[i]->first > within) continue;
    ++bursts;
    i += many - 1;
  }
  return bursts;
}

}  // namespace

Conduct::Conduct(const std::vector<evidence::Contact>& contacts, Service service, Time begun,
                 Time ended, const Ours& ours)
    : begun_(begun), ended_(ended) {
  for (const evidence::Contact& c : contacts) {
    if (c.protocol != service.first || c.port != service.second) continue;
    by_client_[c.client].push_back(&c);
    if (c.established > 0) alive_.insert(c.server);
  }
  std::copy_if(alive_.begin(), alive_.end(), std::back_inserter(peers_),
               [&](const net::Address& server) { return !ours || ours(server); });
  std::sort(peers_.begin(), peers_.end());
}

const Conduct::Contacts& Conduct::of(const net::Address& host) const {
  static const Contacts kNone;
  const auto found = by_client_.find(host);
  return found != by_client_.end() ? found->second : kNone;
}

double Conduct::novelty(const net::Address& host, Time received) const {
  double before = 0, after = 0;
  for (const evidence::Contact* c : of(host)) (c->first < received ? before : after) += 1;
  const double known_before = seconds(received - begun_);
  const double known_after = std::max(1.0, seconds(ended_ - received));
  // A habit speaks against turning, however it swells: who sends mail sends a list's in a burst.
  if (before > 0) return -std::min(kOfOneHabit * before, kMostNovelty);
  // Poisson: were it the same rate, so many were to be expected before.
  const double expected = after / known_after * std::max(0.0, known_before);
  return std::min(expected * 0.9, kMostNovelty);
}

double Conduct::failing(const net::Address& host, Time received) const {
  double failed = 0, answered = 0;
  for (const evidence::Contact* c : of(host)) {
    if (c->first < received) continue;
    if (c->established > 0) {
      answered += 1;
    } else if (!alive_.contains(c->server)) {
      failed += 1;
    }
  }
  return std::clamp(kOfOneFailure * failed - 0.1 * answered, 0.0, kMostFailing);
}

std::size_t Conduct::answered_after(const net::Address& host, Time time) const {
  return static_cast<std::size_t>(std::count_if(
      of(host).begin(), of(host).end(),
      [&](const evidence::Contact* c) { return c->first > time && c->established > 0; }));
}

std::span<const evidence::Contact* const> Conduct::contacts_after(const net::Address& host,
                                                                  Time time) const {
  const Contacts& all = of(host);
  const auto first = std::find_if(all.begin(), all.end(),
                                  [&](const evidence::Contact* c) { return c->first > time; });
  return {first, all.end()};
}

bool Conduct::is_new(const net::Address& host, const net::Address& server, Time since) const {
  return std::none_of(of(host).begin(), of(host).end(), [&](const evidence::Contact* c) {
    return c->server == server && c->first < since;
  });
}

double Conduct::hurry(Time received, const std::vector<Time>& sends,
                      const absl::flat_hash_set<net::Address>& but) const {
  double most = 0;
  for (std::size_t many = 2; many <= std::min(kMostHurried, sends.size()); ++many) {
    const Duration within = std::max(sends[many - 1] - received, kShortest);
    if (within > kAtOnce) break;
    double peers = 0, bursts = 0;
    for (const net::Address& server : peers_) {
      if (but.contains(server)) continue;
      peers += 1;
      bursts += static_cast<double>(bursts_of(of(server), many, within));
    }
    const double stretches = peers * seconds(ended_ - begun_) / seconds(within);
    // It was looked for in as many ways as there are numbers of hosts.
    const double by_chance = (kMostHurried - 1) * (bursts + 0.5) / (stretches + 1);
    most = std::max(most, std::log(0.5 / by_chance));
  }
  return std::min(most, kMostHurry);
}

bool Conduct::had_flows(std::uint64_t many, Time before) const {
  std::uint64_t flows = 0;
  for (const auto& [client, contacts] : by_client_)
    for (const evidence::Contact* c : contacts) {
      if (c->first >= before) break;  // they are by time
      if (alive_.contains(c->server)) flows += c->last < before ? c->flows : 1;
      if (flows >= many) return true;
    }
  return false;
}

Time end_of(const std::vector<evidence::Contact>& contacts, Time begun) {
  for (const evidence::Contact& c : contacts) begun = std::max(begun, c.last);
  return begun;
}

}  // namespace cordon::detect
