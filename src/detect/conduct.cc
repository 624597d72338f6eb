#include "detect/conduct.h"

#include <algorithm>

namespace cordon::detect {
namespace {

constexpr double kMostNovelty = 3, kMostFailing = 3;
constexpr double kOfOneFailure = 0.7;
constexpr double kOfOneHabit = 0.5;

}  // namespace

Conduct::Conduct(const std::vector<evidence::Contact>& contacts, Service service, Time begun,
                 Time ended)
    : begun_(begun), ended_(ended) {
  for (const evidence::Contact& c : contacts) {
    if (c.protocol != service.first || c.port != service.second) continue;
    by_client_[c.client].push_back(&c);
    if (c.established > 0) alive_.insert(c.server);
  }
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

std::size_t Conduct::contacts_after(const net::Address& host, Time time) const {
  return static_cast<std::size_t>(
      std::count_if(of(host).begin(), of(host).end(),
                    [&](const evidence::Contact* c) { return c->first > time; }));
}

const evidence::Contact* Conduct::first_after(const net::Address& host, Time time) const {
  const auto first = std::find_if(of(host).begin(), of(host).end(),
                                  [&](const evidence::Contact* c) { return c->first > time; });
  return first == of(host).end() ? nullptr : *first;
}

Time end_of(const std::vector<evidence::Contact>& contacts, Time begun) {
  for (const evidence::Contact& c : contacts) begun = std::max(begun, c.last);
  return begun;
}

}  // namespace cordon::detect
