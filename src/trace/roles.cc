#include "trace/roles.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "trace/outbreak.h"

namespace cordon::trace {
namespace {

// What one host's scans add up to: it is told by the test that found it first.
struct Scans {
  const scan::Verdict* first = nullptr;
  std::set<std::pair<net::Protocol, std::uint16_t>> services;
  std::uint32_t most = 0;  // first contacts of one test
};

std::string why_of(const Scans& scans) {
  std::string why = fmt::format("{} scan: {}", name_of(scans.first->kind), scans.first->why);
  if (scans.services.size() > 1) why += fmt::format("; {} services in all", scans.services.size());
  return why;
}

}  // namespace

std::vector<Scanner> scanners_in(const std::vector<scan::Verdict>& scans,
                                 const std::vector<CaseFile>& cases,
                                 const std::vector<Outbreak>& outbreaks,
                                 const fleet::Fleet& fleet) {
  std::set<net::Address> told;  // infected hosts are told as such
  for (const Outbreak& outbreak : outbreaks)
    for (const Infection& infection : outbreak.infections) told.insert(infection.host);
  std::map<net::Address, Scans> by_host;
  for (const scan::Verdict& verdict : scans) {
    if (!verdict.names_scanner() || told.contains(verdict.host)) continue;
    Scans& mine = by_host[verdict.host];
    if (mine.first == nullptr) mine.first = &verdict;
    mine.services.emplace(verdict.protocol, verdict.port);
    mine.most = std::max(mine.most, verdict.contacts);
  }
  std::map<net::Address, Scanner> found;
  for (const auto& [host, mine] : by_host)
    found[host] = {host, fleet.contains(host), "scanner", mine.most, why_of(mine)};
  for (const CaseFile& file : cases)
    for (const net::Address& host : relays_in(file))
      found[host] = {host, fleet.contains(host), "relay", file.hosts.at(host).sent.size(),
                     "sent on each exploit just after it was sent it, and no other"};
  std::vector<Scanner> list;
  for (auto& [host, scanner] : found) list.push_back(std::move(scanner));
  return list;
}

}  // namespace cordon::trace
