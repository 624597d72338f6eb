#include "trace/case_file.h"

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

}  // namespace

std::vector<CaseFile> open_cases(const std::vector<evidence::Finding>& findings) {
  std::map<std::string, CaseFile> by_strain;
  for (const evidence::Finding& finding : findings) {
    CaseFile& file = by_strain[finding.strain];
    file.strain = finding.strain;
    enter(file, finding);
  }
  std::vector<CaseFile> files;
  for (auto& [strain, file] : by_strain) files.push_back(std::move(file));
  return files;
}

std::uint64_t count_of(const std::vector<const evidence::Finding*>& findings) {
  std::uint64_t count = findings.size();
  for (const auto* finding : findings) count += finding->repeats;
  return count;
}

}  // namespace cordon::trace
