#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "detect/aftermath.h"

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;
using evidence::Kind;
using evidence::Outcome;

using ByServer = std::multimap<net::Address, const Contact*>;

ByServer by_server(const std::vector<Contact>& contacts) {
  ByServer index;
  for (const Contact& contact : contacts) index.emplace(contact.server, &contact);
  return index;
}

bool follows(const Contact& contact, const Finding& exploit) {
  return contact.first >= exploit.time && contact.first <= exploit.time + kCallBackWindow;
}

Finding call_back(const Finding& exploit, const Contact& contact, std::string why) {
  Finding f;
  f.kind = Kind::called_back;
  f.outcome = contact.established > 0 ? Outcome::accepted : Outcome::unknown;
  f.time = contact.first;
  f.frame = contact.first_frame;
  f.actor = contact.client;
  f.target = contact.server;
  f.port = contact.port;
  f.protocol = contact.protocol;
  f.strain = exploit.strain;
  f.sid = exploit.sid;
  f.why = std::move(why);
  f.origins = exploit.origins;
  f.origins.push_back(evidence::Origin::of_frame(contact.first_frame));
  std::sort(f.origins.begin(), f.origins.end());
  return f;
}

class CallBacks {
 public:
  explicit CallBacks(const std::vector<Contact>& contacts) : contacts_(by_server(contacts)) {}

  // `direct`: by the host that the exploit was sent to; otherwise by others behind it.
  void to_named(const Finding& exploit, bool direct) {
    for (const net::Endpoint& named : exploit.named) {
      if (named.address == exploit.target) continue;  // the request's own Host header
      const auto [from, to] = contacts_.equal_range(named.address);
      for (auto at = from; at != to; ++at) {
        const Contact& contact = *at->second;
        if (contact.client == exploit.actor || !follows(contact, exploit)) continue;
        if ((contact.client == exploit.target) != direct) continue;
        if (named.port != 0 && contact.port != named.port) continue;
        const bool strong = named.port != 0 && contact.established > 0;
        if (!direct && !strong) continue;  // anybody may try a port
        Finding f = call_back(exploit, contact,
                              fmt::format("connected to {}:{}, the address that the exploit named",
                                          contact.server.text(), contact.port));
        f.named = {named};
        if (contact.client != exploit.target) {
          f.why += fmt::format(" (it had been sent to {})", exploit.target.text());
        }
        add(std::move(f), contact);
      }
    }
  }

  // A victim that connects to its attacker after it took the exploit.
  void to_attacker(const Finding& exploit) {
    if (exploit.outcome != Outcome::accepted) return;
    const auto [from, to] = contacts_.equal_range(exploit.actor);
    for (auto at = from; at != to; ++at) {
      const Contact& contact = *at->second;
      if (contact.client != exploit.target || !follows(contact, exploit)) continue;
      if (contact.port == exploit.port) continue;  // the same service: it may attack in its turn
      add(call_back(exploit, contact,
                    fmt::format("connected back to its attacker on port {}", contact.port)),
          contact);
    }
  }

  std::vector<Finding> take() { return std::move(found_); }

 private:
  void add(Finding finding, const Contact& contact) {
    if (seen_.emplace(finding.actor, finding.target, contact.port, finding.strain).second)
      found_.push_back(std::move(finding));
  }

  ByServer contacts_;
  std::set<std::tuple<net::Address, net::Address, std::uint16_t, std::string>> seen_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> call_backs(const std::vector<Finding>& findings,
                                const std::vector<Contact>& contacts) {
  if (std::none_of(findings.begin(), findings.end(),
                   [](const Finding& f) { return f.kind == Kind::attempt; }))
    return {};
  CallBacks search(contacts);
  // The direct explanation of a connection comes before the others.
  for (const bool direct : {true, false})
    for (const Finding& finding : findings)
      if (finding.kind == Kind::attempt) search.to_named(finding, direct);
  for (const Finding& finding : findings)
    if (finding.kind == Kind::attempt) search.to_attacker(finding);
  return search.take();
}

}  // namespace cordon::detect
