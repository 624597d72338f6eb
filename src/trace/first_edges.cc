#include "trace/first_edges.h"

#include <algorithm>
#include <map>

#include "trace/moonwalk.h"

namespace cordon::trace {
namespace {

using evidence::Finding;

constexpr double kLikelier = 0.5;  // than any other contact into the same host

// An attempt on the service that the worm spreads by most; null where there is none.
const Finding* service_of(const CaseFile& file) {
  std::map<std::pair<net::Protocol, std::uint16_t>, std::pair<std::size_t, const Finding*>>
      services;
  for (const auto& [host, dossier] : file.hosts)
    for (const Finding* f : dossier.sent) {
      auto& [count, any] = services[{f->protocol, f->port}];
      ++count;
      any = f;
    }
  const auto most = std::max_element(
      services.begin(), services.end(),
      [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
  return most == services.end() ? nullptr : most->second.second;
}

bool is_by_contacts_alone(const CaseFile& file) {
  return std::all_of(file.hosts.begin(), file.hosts.end(), [](const auto& host) {
    const auto& sent = host.second.sent;
    return std::all_of(sent.begin(), sent.end(),
                       [](const Finding* f) { return f->sid == 0 && f->fingerprint == 0; });
  });
}

// Since when each sender scans: from its first attempt at the earliest, and at the latest when it
// was seen to have turned.
Scanning scanning_of(const CaseFile& file) {
  Scanning scanning;
  for (const auto& [host, dossier] : file.hosts) {
    ScanSpan span{Time::max(), Time::max()};
    for (const Finding* f : dossier.sent) span.earliest = std::min(span.earliest, f->time);
    for (const Finding* f : dossier.acted) span.latest = std::min(span.latest, f->time);
    span.earliest = std::min(span.earliest, span.latest);
    if (span.latest == Time::max()) span.latest = span.earliest;
    if (span.earliest != Time::max()) scanning[host] = span;
  }
  return scanning;
}

}  // namespace

std::optional<CaseWalks> walk_back(const CaseFile& file, const Setting& setting) {
  const Finding* service = service_of(file);
  if (service == nullptr || !setting.moonwalk.enabled) return std::nullopt;
  const auto contacts = contacts_of(setting.contacts, service->protocol, service->port);
  const Scanning scanning = scanning_of(file);
  const ContactGraph graph(contacts, scanning, {});
  MoonwalkOptions options = setting.moonwalk;
  options.fleet = &setting.fleet;
  CaseWalks walks;
  walks.strain = file.strain;
  walks.protocol = service->protocol;
  walks.port = service->port;
  walks.contacts = contacts.size();
  walks.scanners = scanning.size();
  walks.edges = graph.edges().size();
  walks.walks = options.walks;
  walks.told = moonwalk(graph, options);
  walks.by_contacts_alone = is_by_contacts_alone(file);
  std::erase_if(walks.told.edges, [](const FirstEdge& e) { return e.probability < kLikelier; });
  if (walks.told.edges.empty()) return std::nullopt;
  return walks;
}

void tell_first_edges(const CaseFile& file, const Setting& setting, Outbreak& outbreak) {
  if (outbreak.family != kUnknownFamily || !is_by_contacts_alone(file)) return;
  auto walks = walk_back(file, setting);
  if (!walks) return;
  outbreak.first_edges = std::move(walks->told.edges);
  outbreak.origins = std::move(walks->told.origins);
}

}  // namespace cordon::trace
