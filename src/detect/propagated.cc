#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "detect/aftermath.h"

namespace cordon::detect {
namespace {

using evidence::Finding;
using evidence::Kind;
using Key = std::pair<net::Address, std::string>;  // host and strain

struct Life {
  const Finding* received = nullptr;  // the first that was not refused
  const Finding* sent = nullptr;      // the first of all
};

}  // namespace

std::vector<Finding> propagated(const std::vector<Finding>& findings) {
  std::map<Key, Life> lives;
  for (const Finding& finding : findings) {
    if (finding.kind != Kind::attempt || evidence::is_by_contacts(finding)) continue;
    Life& sender = lives[Key(finding.actor, finding.strain)];
    if (sender.sent == nullptr) sender.sent = &finding;
    if (finding.outcome == evidence::Outcome::refused) continue;
    Life& target = lives[Key(finding.target, finding.strain)];
    if (target.received == nullptr) target.received = &finding;
  }
  std::vector<Finding> found;
  for (const auto& [key, life] : lives) {
    // Who sent it before it was sent to them did not get it that way.
    if (life.sent == nullptr || life.received == nullptr || life.sent->time <= life.received->time)
      continue;
    Finding f = *life.sent;
    f.kind = Kind::propagated;
    f.outcome = evidence::Outcome::unknown;
    const bool same = f.fingerprint != 0 && f.fingerprint == life.received->fingerprint;
    f.why = fmt::format("sent {} to {}, {} after {} had sent it to this host",
                        same ? "the very same bytes" : "the same exploit", f.target.text(),
                        duration_text(f.time - life.received->time), life.received->actor.text());
    f.repeats = 0;
    f.origins.insert(f.origins.end(), life.received->origins.begin(), life.received->origins.end());
    std::sort(f.origins.begin(), f.origins.end());
    found.push_back(std::move(f));
  }
  return found;
}

}  // namespace cordon::detect
