#include "trace/tracer.h"

#include <algorithm>
#include <set>

#include "trace/borrowed_doors.h"
#include "trace/case_file.h"
#include "trace/outbreak.h"
#include "trace/roles.h"

namespace cordon::trace {
namespace {

// Servers of the fleet that were seen at all.
std::vector<net::Address> servers_seen(const Question& question) {
  std::set<net::Address> servers;
  const auto meet = [&](const net::Address& host) {
    if (question.fleet.contains(host)) servers.insert(host);
  };
  for (const auto& contact : question.contacts) {
    if (contact.established > 0) meet(contact.server);
  }
  for (const auto& finding : question.findings) {
    meet(finding.actor);
    meet(finding.target);
  }
  return {servers.begin(), servers.end()};
}

// Attacked servers of ours that were not infected and did not always refuse: they may be next.
std::vector<Exposure> exposures_in(const std::vector<Outbreak>& outbreaks,
                                   const fleet::Fleet& fleet) {
  std::vector<Exposure> list;
  for (const Outbreak& outbreak : outbreaks)
    for (const Attacked& attacked : outbreak.attacked)
      if (fleet.contains(attacked.host) && attacked.refused < attacked.attempts)
        list.push_back({attacked.host, outbreak.strain, attacked.why});
  return list;
}

}  // namespace

std::vector<CaseWalks> walks_of(const Question& question, const strain::Catalogue& catalogue) {
  const Setting setting{question.fleet, catalogue, question.contacts, question.coverage.seen,
                        question.moonwalk};
  std::vector<CaseWalks> all;
  const auto cases = open_cases(question.findings, catalogue);
  for (const CaseFile& file : cases)
    if (auto walks = walk_back(file, setting)) all.push_back(std::move(*walks));
  return all;
}

Account trace(Question question, const strain::Catalogue& catalogue) {
  Account account;
  account.coverage = question.coverage;
  account.fleet = {question.fleet.guessed(), question.fleet.how(), servers_seen(question)};
  const auto cases = open_cases(question.findings, catalogue);
  const Setting setting{question.fleet, catalogue, question.contacts, question.coverage.seen,
                        question.moonwalk};
  for (const CaseFile& file : cases)
    if (auto outbreak = outbreak_of(file, setting))
      account.outbreaks.push_back(std::move(*outbreak));
  std::stable_sort(account.outbreaks.begin(), account.outbreaks.end(),
                   [](const auto& a, const auto& b) { return a.first_seen < b.first_seen; });
  tell_borrowed_doors(account.outbreaks, catalogue);
  account.scanners = scanners_in(question.scans, cases, account.outbreaks, question.fleet);
  account.exposures = exposures_in(account.outbreaks, question.fleet);
  account.floods = std::move(question.floods);
  account.findings = std::move(question.findings);
  return account;
}

}  // namespace cordon::trace
