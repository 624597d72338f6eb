#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

#include "detect/aftermath.h"

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;

// Who was reached on which port, by which strain, and when first without being refused.
using Reached = std::map<std::tuple<net::Address, std::uint16_t, std::string>, const Finding*>;

Reached reached(const std::vector<Finding>& findings) {
  Reached first;
  for (const Finding& finding : findings)
    if (finding.kind == evidence::Kind::attempt && !evidence::is_by_contacts(finding) &&
        finding.outcome != evidence::Outcome::refused)
      first.emplace(std::tuple(finding.target, finding.port, finding.strain), &finding);
  return first;
}

struct Walk {
  std::size_t before = 0, after = 0, failed = 0;
  const Contact* first = nullptr;
};

}  // namespace

std::vector<Finding> turned(const std::vector<Finding>& findings,
                            const std::vector<Contact>& contacts) {
  const Reached targets = reached(findings);
  if (targets.empty()) return {};
  std::multimap<std::pair<net::Address, std::uint16_t>, const Contact*> by_client;
  for (const Contact& contact : contacts)
    by_client.emplace(std::pair(contact.client, contact.port), &contact);
  std::vector<Finding> found;
  for (const auto& [key, delivery] : targets) {
    const auto& [host, port, strain] = key;
    Walk walk;
    const auto [from, to] = by_client.equal_range({host, port});
    for (auto at = from; at != to; ++at) {
      const Contact& contact = *at->second;
      if (contact.protocol != delivery->protocol) continue;
      if (contact.first < delivery->time) {
        ++walk.before;
        continue;
      }
      ++walk.after;
      walk.failed += contact.established == 0;
      if (walk.first == nullptr || contact.first < walk.first->first) walk.first = &contact;
    }
    if (walk.before > 0 || walk.after < kTurnedContacts || walk.failed * 2 < walk.after) continue;
    Finding f;
    f.kind = evidence::Kind::turned;
    f.time = walk.first->first;
    f.frame = walk.first->first_frame;
    f.actor = host;
    f.target = walk.first->server;
    f.port = port;
    f.protocol = delivery->protocol;
    f.strain = strain;
    f.why = fmt::format(
        "reached on port {}, it then opened that port on {} hosts, {} of which did not answer",
        port, walk.after, walk.failed);
    f.origins = {evidence::Origin::of_frame(walk.first->first_frame)};
    found.push_back(std::move(f));
  }
  return found;
}

}  // namespace cordon::detect
