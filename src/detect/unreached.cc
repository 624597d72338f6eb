#include "detect/unreached.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "detect/service.h"

namespace cordon::detect {
namespace {

using evidence::Asked;
using evidence::Contact;

// One host says nothing: who sweeps its network by ARP alone may load a page meanwhile.
constexpr std::size_t kSeveral = 2;

// The first contacts of those who asked, by time.
using Opened = absl::flat_hash_map<net::Address, std::vector<const Contact*>>;

Opened opened_by(const std::vector<Asked>& unanswered, const std::vector<Contact>& contacts) {
  Opened opened;
  for (const Asked& asked : unanswered) opened[asked.asker];
  for (const Contact& c : contacts) {
    if (c.protocol != net::Protocol::tcp && c.protocol != net::Protocol::udp) continue;
    const auto mine = opened.find(c.client);
    if (mine != opened.end()) mine->second.push_back(&c);
  }
  return opened;
}

// The service that was opened on most hosts around a time, on several; of two, the lower.
std::optional<Service> opened_around(const std::vector<const Contact*>& opened, Time time) {
  std::map<Service, std::size_t> times;
  auto c = std::lower_bound(opened.begin(), opened.end(), time - kAskedAround,
                            [](const Contact* each, Time t) { return each->first < t; });
  for (; c != opened.end() && (*c)->first <= time + kAskedAround; ++c)
    ++times[{(*c)->protocol, (*c)->port}];
  const auto most = std::max_element(
      times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == times.end() || most->second < kSeveral) return std::nullopt;
  return most->first;
}

Contact failed(const Asked& asked, const Service& service) {
  Contact c;
  c.client = asked.asker;
  c.server = asked.target;
  c.protocol = service.first;
  c.port = service.second;
  c.first = c.last = c.ended = asked.first;
  c.first_frame = asked.first_frame;
  c.flows = c.unanswered = 1;
  return c;
}

}  // namespace

std::vector<Contact> with_unreached(std::vector<Contact> contacts,
                                    const std::vector<Asked>& unanswered) {
  if (unanswered.empty()) return contacts;
  absl::flat_hash_set<net::Address> met;
  for (const Contact& c : contacts) {
    met.insert(c.client);
    met.insert(c.server);
  }
  const Opened opened = opened_by(unanswered, contacts);
  std::vector<Contact> more;
  for (const Asked& asked : unanswered) {
    if (met.contains(asked.target)) continue;
    if (const auto service = opened_around(opened.at(asked.asker), asked.first))
      more.push_back(failed(asked, *service));
  }
  contacts.insert(contacts.end(), more.begin(), more.end());
  std::stable_sort(contacts.begin(), contacts.end(), [](const Contact& a, const Contact& b) {
    return std::tie(a.first, a.first_frame) < std::tie(b.first, b.first_frame);
  });
  return contacts;
}

}  // namespace cordon::detect
