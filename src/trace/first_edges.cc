#include "trace/first_edges.h"

#include <algorithm>

#include "trace/moonwalk.h"

namespace cordon::trace {
namespace {

using evidence::Finding;

constexpr double kLikelier = 0.5;  // than any other contact into the same host

// The service that the worm spreads by, if that is all that is known of what was sent.
const Finding* service_of(const CaseFile& file) {
  const Finding* any = nullptr;
  for (const auto& [host, dossier] : file.hosts)
    for (const Finding* f : dossier.sent) {
      if (f->sid != 0 || f->fingerprint != 0) return nullptr;
      any = f;
    }
  return any;
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

void tell_first_edges(const CaseFile& file, const Setting& setting, Outbreak& outbreak) {
  const Finding* service = service_of(file);
  if (outbreak.family != kUnknownFamily || service == nullptr) return;
  const auto contacts = contacts_of(setting.contacts, service->protocol, service->port);
  const ContactGraph graph(contacts, scanning_of(file), {});
  MoonwalkOptions options;
  options.fleet = &setting.fleet;
  Moonwalks told = moonwalk(graph, options);
  std::erase_if(told.edges, [](const FirstEdge& e) { return e.probability < kLikelier; });
  if (told.edges.empty()) return;
  outbreak.first_edges = std::move(told.edges);
  outbreak.origins = std::move(told.origins);
}

}  // namespace cordon::trace
