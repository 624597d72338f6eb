#include "detect/called_in.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

#include "detect/service.h"

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;

constexpr double kChance = 0.95;         // that who calls in was taken by what reached it
constexpr std::size_t kOthersOfTen = 1;  // of those who call the port, others

// Services whose servers call the client, or ask who it is: FTP, SMTP, portmap, SIP, X11, peers.
constexpr std::uint16_t kCallBackByNature[] = {20, 21, 25, 53, 111, 2049, 5060, 6000, 6881};
// Ports by which they do so: mail's, names', ident's, peers'.
constexpr std::uint16_t kCalledByNature[] = {25, 53, 111, 113, 5060, 6881};

bool is_in(std::uint16_t port, std::span<const std::uint16_t> ports) {
  return std::find(ports.begin(), ports.end(), port) != ports.end();
}

// A host's port that others call.
struct Port {
  net::Address host;
  Service service;
  friend auto operator<=>(const Port&, const Port&) = default;
};
struct CalledIn {
  const Contact* reached = nullptr;
  const Contact* call = nullptr;
};

absl::flat_hash_set<net::Address> known_senders(const std::vector<Finding>& findings) {
  absl::flat_hash_set<net::Address> senders;
  for (const Finding& f : findings)
    if (evidence::is_of_a_strain(f) && !f.strain.starts_with("unknown.")) senders.insert(f.actor);
  return senders;
}

Finding finding_of(const Contact& contact, const Service& service, evidence::Kind kind) {
  Finding f;
  f.kind = kind;
  f.time = contact.first;
  f.frame = contact.first_frame;
  f.actor = contact.client;
  f.target = contact.server;
  f.port = service.second;
  f.protocol = service.first;
  f.strain = unknown_strain(service);
  f.origins = {evidence::Origin::of_frame(contact.first_frame)};
  return f;
}

void tell(const CalledIn& one, const Service& service, std::size_t victims,
          std::vector<Finding>& found) {
  Finding attempt = finding_of(*one.reached, service, evidence::Kind::attempt);
  attempt.outcome = evidence::Outcome::accepted;
  attempt.answered = one.call->first;
  attempt.chance = kChance;
  attempt.why = fmt::format("it called back on port {} after {}", one.call->port,
                            duration_text(one.call->first - one.reached->first));
  found.push_back(std::move(attempt));
  Finding fetch = finding_of(*one.call, service, evidence::Kind::fetched);
  fetch.why = fmt::format("from port {} of the host that had just reached it on port {}, as {} did",
                          one.call->port, service.second,
                          victims == 2 ? "another one" : fmt::format("{} others", victims - 1));
  found.push_back(std::move(fetch));
}

}  // namespace

std::vector<Finding> called_in(const std::vector<Finding>& findings,
                               const std::vector<Contact>& contacts,
                               const net::ByHost<CalledInOptions>& options) {
  const auto known = known_senders(findings);
  // Who reached whom last, on which service; contacts come by time.
  absl::flat_hash_map<std::pair<net::Address, net::Address>, const Contact*> reached;
  std::map<std::tuple<Port, Service>, std::vector<CalledIn>> called;  // by the service reached
  std::map<Port, std::size_t> callers;
  absl::flat_hash_set<std::pair<net::Address, net::Address>> was_client;
  for (const Contact& c : contacts) {
    const bool service = c.protocol == net::Protocol::tcp || c.protocol == net::Protocol::udp;
    if (!service || c.established == 0) continue;
    const auto before = reached.find({c.server, c.client});  // the server reached who calls it now
    const Port port{c.server, {c.protocol, c.port}};
    ++callers[port];
    if (before != reached.end() && !was_client.contains({c.client, c.server})) {
      const Contact& first = *before->second;
      const CalledInOptions& o = options.of(c.client);
      if (o.enabled && c.first - first.first <= o.within && first.port != c.port &&
          !is_in(first.port, kCallBackByNature) && !is_in(c.port, kCalledByNature) &&
          !known.contains(c.server) && called.size() < kMostCalledIn)
        called[{port, {first.protocol, first.port}}].push_back({&first, &c});
    }
    reached[{c.client, c.server}] = &c;
    was_client.emplace(c.client, c.server);
  }
  std::vector<Finding> found;
  for (const auto& [key, victims] : called) {
    const auto& [port, service] = key;
    if (victims.size() < options.all().least) continue;
    if ((callers[port] - victims.size()) * 10 > callers[port] * kOthersOfTen) continue;
    for (const CalledIn& one : victims) tell(one, service, victims.size(), found);
  }
  return found;
}

}  // namespace cordon::detect
