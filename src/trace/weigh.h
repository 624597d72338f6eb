// Weighs what is known of a host: independent classes of evidence, each in log-odds, added to a
// prior.
//
// Within a class the strongest item counts, because its items are not independent. Suspected from
// one class; confirmed from two, of which one is propagated or answered, or a call-back to the
// address that the exploit named. The weights are ours (docs/architecture.md, "How sure").
#pragma once

#include <optional>

#include "trace/account.h"
#include "trace/case_file.h"

namespace cordon::trace {

struct Verdict {
  double confidence = 0;
  Status status = Status::suspected;
  std::vector<EvidenceItem> evidence;  // by time
  Time onset = kNoTime;                // first act of an infected host
};

/// Nothing where there is no class of evidence, or the odds are against it.
/// `worm_at_large`: others show that this strain spreads by itself, so that a host that sends it is
/// more likely infected than an attacker's.
std::optional<Verdict> weigh(const Dossier& dossier, double seen, bool worm_at_large);

}  // namespace cordon::trace
