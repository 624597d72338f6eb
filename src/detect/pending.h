// What waits for its answer: exploits and questions for back doors, in the slot of their flow or of
// their HTTP exchange. Freed with it.
#pragma once

#include <string>
#include <vector>

#include "event/flow.h"
#include "evidence/finding.h"
#include "strain/strain.h"

namespace cordon::detect {

struct PendingFinding {
  evidence::Finding finding;
  const strain::Strain* strain = nullptr;  // none for rules that belong to no strain
  std::uint64_t server_bytes = 0;          // that the target had sent when the exploit was seen
};

struct Pending : event::Attachment {
  std::vector<PendingFinding> findings;
};

/// How likely the target was taken, when its reaction was read so.
double chance_of(evidence::Outcome outcome, const strain::Strain* strain);

/// Reads the reaction of a flow that is over to an exploit in it.
void judge_by_flow(PendingFinding& pending, const event::Flow& flow);
/// Reads an HTTP status. Returns whether it decided.
bool judge_by_status(PendingFinding& pending, int status, event::Moment at);

}  // namespace cordon::detect
