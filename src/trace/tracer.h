// The trace: findings, contacts, fleet and catalogue -> the account.
//
// Pure: the same arguments give the same account. Cost is about linear in the findings.
#pragma once

#include "fleet/fleet.h"
#include "scan/verdict.h"
#include "strain/catalogue.h"
#include "trace/account.h"

namespace cordon::trace {

struct Question {
  std::vector<evidence::Finding>
      findings;  // sorted by evidence::earlier, those of the aftermath included
  std::vector<evidence::Contact> contacts;
  std::vector<scan::Verdict> scans;     // in the order in which they were found
  std::vector<evidence::Flood> floods;  // by beginning
  fleet::Fleet fleet;
  Coverage coverage;
};

Account trace(Question question, const strain::Catalogue& catalogue);

}  // namespace cordon::trace
