#include "trace/roles.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "trace/outbreak.h"

namespace cordon::trace {
namespace {

struct Walk {
  std::size_t contacts = 0, failed = 0;
  std::set<net::Address> targets;
  std::set<std::uint16_t> ports;
};

bool failed(const evidence::Contact& contact) {
  return contact.established == 0 && contact.refused + contact.unanswered > 0;
}

std::map<net::Address, Walk> walks(const std::vector<evidence::Contact>& contacts) {
  std::map<net::Address, Walk> by_client;
  for (const auto& contact : contacts) {
    Walk& walk = by_client[contact.client];
    ++walk.contacts;
    walk.failed += failed(contact);
    walk.targets.insert(contact.server);
    walk.ports.insert(contact.port);
  }
  return by_client;
}

}  // namespace

std::vector<Scanner> scanners_in(const std::vector<evidence::Contact>& contacts,
                                 const std::vector<CaseFile>& cases,
                                 const std::vector<Outbreak>& outbreaks,
                                 const fleet::Fleet& fleet) {
  std::set<net::Address> told;  // infected hosts are told as such
  for (const Outbreak& outbreak : outbreaks)
    for (const Infection& infection : outbreak.infections) told.insert(infection.host);
  std::map<net::Address, Scanner> found;
  for (const auto& [host, walk] : walks(contacts)) {
    const bool scans =
        walk.contacts >= kScannerContacts &&
        static_cast<double>(walk.failed) >= kScannerFailures * static_cast<double>(walk.contacts);
    if (!scans || told.contains(host)) continue;
    found[host] = {host, fleet.contains(host), "scanner", walk.targets.size(),
                   fmt::format("{} of {} first contacts failed ({} hosts, {} ports)", walk.failed,
                               walk.contacts, walk.targets.size(), walk.ports.size())};
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
