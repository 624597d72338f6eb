#include "trace/case_file.h"

#include <algorithm>

namespace cordon::trace {
namespace {

void enter(CaseFile& file, const evidence::Finding& finding) {
  switch (finding.kind) {
    case evidence::Kind::attempt:
      file.hosts[finding.actor].sent.push_back(&finding);
      file.hosts[finding.target].received.push_back(&finding);
      break;
    case evidence::Kind::backdoor_asked:
      file.hosts[finding.target].asked.push_back(&finding);
      break;
    case evidence::Kind::fetched:
    case evidence::Kind::called_back:
    case evidence::Kind::propagated:
    case evidence::Kind::turned:
    case evidence::Kind::flooded: file.hosts[finding.actor].acted.push_back(&finding); break;
  }
}

bool names(const evidence::Finding& exploit, const net::Endpoint& address) {
  return std::find(exploit.named.begin(), exploit.named.end(), address) != exploit.named.end();
}

// Exploits that were sent to somebody else, and whose address this host called.
void enter_indirect(CaseFile& file) {
  std::vector<const evidence::Finding*> naming;
  for (const auto& [host, dossier] : file.hosts)
    for (const auto* f : dossier.sent)
      if (!f->named.empty()) naming.push_back(f);
  for (auto& [host, dossier] : file.hosts)
    for (const auto* call : dossier.acted) {
      if (call->kind != evidence::Kind::called_back || call->named.empty()) continue;
      const bool sent_to_itself =
          std::any_of(dossier.received.begin(), dossier.received.end(), [&](const auto* exploit) {
            return exploit->time <= call->time && names(*exploit, call->named.front());
          });
      if (sent_to_itself) continue;
      for (const auto* exploit : naming)
        if (exploit->target != host && exploit->time <= call->time &&
            names(*exploit, call->named.front()))
          dossier.through.push_back(exploit);
    }
}

// The shell that the exploit itself opens: its user is the infector.
void enter_shells(CaseFile& file, const strain::Strain* strain) {
  if (strain == nullptr || std::none_of(strain->back_doors.begin(), strain->back_doors.end(),
                                        [](const auto& door) { return door.while_infecting; }))
    return;
  for (auto& [host, dossier] : file.hosts)
    for (const auto* f : dossier.asked)
      if (f->outcome == evidence::Outcome::accepted) dossier.through.push_back(f);
}

}  // namespace

std::vector<CaseFile> open_cases(const std::vector<evidence::Finding>& findings,
                                 const strain::Catalogue& catalogue) {
  std::map<std::string, CaseFile> by_strain;
  for (const evidence::Finding& finding : findings) {
    CaseFile& file = by_strain[finding.strain];
    file.strain = finding.strain;
    enter(file, finding);
  }
  std::vector<CaseFile> files;
  for (auto& [strain, file] : by_strain) {
    enter_indirect(file);
    enter_shells(file, catalogue.find(strain));
    files.push_back(std::move(file));
  }
  return files;
}

std::uint64_t count_of(const std::vector<const evidence::Finding*>& findings) {
  std::uint64_t count = findings.size();
  for (const auto* finding : findings) count += finding->repeats;
  return count;
}

}  // namespace cordon::trace
