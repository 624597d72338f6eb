// A case file: everything found about one strain, ordered by host. Views into the findings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/finding.h"
#include "strain/catalogue.h"

namespace cordon::trace {

/// What one host received, sent, and did. Each list is in the order of time.
struct Dossier {
  std::vector<const evidence::Finding*> received;  // attempts upon it
  // What else may have infected it: exploits sent to another host that named the address it called,
  // and uses of the shell that the exploit opens.
  std::vector<const evidence::Finding*> through;
  std::vector<const evidence::Finding*> sent;   // attempts by it
  std::vector<const evidence::Finding*> asked;  // questions for its back door
  std::vector<const evidence::Finding*>
      acted;  // call-backs, fetches, turning, flooding, propagating
};

struct CaseFile {
  std::string strain;
  std::map<net::Address, Dossier> hosts;
};

/// One case file a strain, by strain id. `findings` must outlive them.
std::vector<CaseFile> open_cases(const std::vector<evidence::Finding>& findings,
                                 const strain::Catalogue& catalogue);

/// How many attempts a list stands for, those that were only counted included.
std::uint64_t count_of(const std::vector<const evidence::Finding*>& findings);

}  // namespace cordon::trace
