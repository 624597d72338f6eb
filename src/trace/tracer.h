// The trace: findings, contacts, fleet and catalogue -> the account.
//
// Pure: the same arguments give the same account. Cost is about linear in the findings.
#pragma once

#include "fleet/fleet.h"
#include "scan/verdict.h"
#include "strain/catalogue.h"
#include "trace/account.h"
#include "trace/first_edges.h"

namespace cordon::trace {

struct Question {
  std::vector<evidence::Finding>
      findings;  // sorted by evidence::earlier, those of the aftermath included
  std::vector<evidence::Contact> contacts;
  std::vector<scan::Verdict> scans;     // in the order in which they were found
  std::vector<evidence::Flood> floods;  // by beginning
  fleet::Fleet fleet;
  Coverage coverage;
  MoonwalkOptions moonwalk;
};

/// The walks of every case in which somebody acted, whether or not the account tells them.
std::vector<CaseWalks> walks_of(const Question& question, const strain::Catalogue& catalogue);

Account trace(Question question, const strain::Catalogue& catalogue);

}  // namespace cordon::trace
