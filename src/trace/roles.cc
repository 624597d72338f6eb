#include "trace/roles.h"

#include <absl/container/flat_hash_map.h>
#include <fmt/format.h>

#include <map>
#include <set>

#include "trace/outbreak.h"

namespace cordon::trace {
namespace {

struct Walk {
  std::size_t contacts = 0, failed = 0;
  bool scans() const {
    return contacts >= kScannerContacts &&
           static_cast<double>(failed) >= kScannerFailures * static_cast<double>(contacts);
  }
};

bool failed(const evidence::Contact& contact) {
  return contact.established == 0 && contact.refused + contact.unanswered > 0;
}

absl::flat_hash_map<net::Address, Walk> walks(const std::vector<evidence::Contact>& contacts) {
  absl::flat_hash_map<net::Address, Walk> by_client;
  for (const auto& contact : contacts) {
    Walk& walk = by_client[contact.client];
    ++walk.contacts;
    walk.failed += failed(contact);
  }
  return by_client;
}

// Whom a scanner tried, and on which ports.
struct Reach {
  std::set<net::Address> targets;
  std::set<std::uint16_t> ports;
};

}  // namespace

std::vector<Scanner> scanners_in(const std::vector<evidence::Contact>& contacts,
                                 const std::vector<CaseFile>& cases,
                                 const std::vector<Outbreak>& outbreaks,
                                 const fleet::Fleet& fleet) {
  std::set<net::Address> told;  // infected hosts are told as such
  for (const Outbreak& outbreak : outbreaks)
    for (const Infection& infection : outbreak.infections) told.insert(infection.host);
  const auto by_client = walks(contacts);
  std::map<net::Address, Reach> scanners;
  for (const auto& contact : contacts) {
    if (!by_client.at(contact.client).scans() || told.contains(contact.client)) continue;
    Reach& reach = scanners[contact.client];
    reach.targets.insert(contact.server);
    reach.ports.insert(contact.port);
  }
  std::map<net::Address, Scanner> found;
  for (const auto& [host, reach] : scanners) {
    const Walk& walk = by_client.at(host);
    found[host] = {host, fleet.contains(host), "scanner", reach.targets.size(),
                   fmt::format("{} of {} first contacts failed ({} hosts, {} ports)", walk.failed,
                               walk.contacts, reach.targets.size(), reach.ports.size())};
  }
  for (const CaseFile& file : cases)
    for (const net::Address& host : relays_in(file))
      found[host] = {host, fleet.contains(host), "relay", file.hosts.at(host).sent.size(),
                     "sent on each exploit just after it was sent it, and no other"};
  std::vector<Scanner> list;
  for (auto& [host, scanner] : found) list.push_back(std::move(scanner));
  return list;
}

}  // namespace cordon::trace
