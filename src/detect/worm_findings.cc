#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "detect/conduct.h"
#include "detect/self_spreading.h"

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;
using sift::Carried;

constexpr double kChance = 0.8;  // that a delivery infects a host that turned later
constexpr std::size_t kMostDeliveries = 1 << 17;
constexpr double kTurnedByContent = 4.5;  // log-odds: it got the worm's content and then turned
// New contacts, and log-likelihood ratio of its conduct, from which a receiver turned.
constexpr std::size_t kLeastNewContacts = 2;
constexpr double kLeastConduct = 2.0;

Finding finding_of(const MovingContent& worm, evidence::Kind kind) {
  Finding f;
  f.kind = kind;
  f.port = worm.service.port;
  f.protocol = worm.service.protocol;
  f.strain = worm.strain;
  f.fingerprint = hash_of(bytes_of(worm.strain));
  return f;
}

Finding attempt(const MovingContent& worm, const Carried& d) {
  Finding f = finding_of(worm, evidence::Kind::attempt);
  f.time = d.first.time;
  f.frame = d.first.frame;
  f.actor = d.from;
  f.target = d.to;
  f.chance = kChance;
  f.why = "was sent content that spreads from host to host";
  f.repeats = d.count - 1;
  f.last = d.last;
  f.origins = {evidence::Origin::of_frame(d.first.frame)};
  return f;
}

Finding turning(const MovingContent& worm, const std::vector<const Contact*>& contacts) {
  const Contact& first = *contacts.front();
  Finding f = finding_of(worm, evidence::Kind::turned);
  f.time = first.first;
  f.frame = first.first_frame;
  f.actor = first.client;
  f.target = first.server;
  f.weight = kTurnedByContent;
  f.why = fmt::format(
      "after it had been sent the content that spreads, it opened port {} on {} hosts, as it had "
      "not before",
      worm.service.port, contacts.size());
  f.origins = {evidence::Origin::of_frame(first.first_frame)};
  return f;
}

// Over it nothing could be sent.
bool is_silent(const Contact& contact) {
  return contact.protocol == net::Protocol::tcp && contact.established == 0;
}

}  // namespace

std::vector<Finding> findings_of(const MovingContent& worm,
                                 const std::vector<evidence::Contact>& contacts, Time begun) {
  std::vector<Finding> found;
  std::map<net::Address, Time> received;  // first
  std::set<std::pair<net::Address, net::Address>> carried;
  for (const Carried& d : worm.deliveries) {
    received.emplace(d.to, d.first.time);
    carried.emplace(d.from, d.to);
    if (found.size() < kMostDeliveries) found.push_back(attempt(worm, d));
  }
  const Conduct conduct(contacts, {worm.service.protocol, worm.service.port}, begun,
                        end_of(contacts, begun));
  for (const auto& [host, time] : received) {
    // What it opens without sending the content there is its own business.
    std::vector<const Contact*> fresh;
    const auto after = conduct.contacts_after(host, time);
    std::copy_if(after.begin(), after.end(), std::back_inserter(fresh), [&](const Contact* c) {
      return is_silent(*c) || carried.contains({c->client, c->server});
    });
    if (fresh.size() < kLeastNewContacts || fresh.size() * 2 <= after.size()) continue;
    if (conduct.novelty(host, time) + conduct.failing(host, time) < kLeastConduct) continue;
    found.push_back(turning(worm, fresh));
  }
  return found;
}

}  // namespace cordon::detect
