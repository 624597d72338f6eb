// Aftermath: what a host does after an exploit was sent to it, told from all findings and contacts.
//
//  - call_backs: it connects to an address that the exploit named, or to the attacker;
//  - turned: a server becomes a client of the service on which it was reached, and mostly fails;
//  - propagated: it sends the exploit that it had received.
// A slow look over everything at the end of the input, so that threads and order of arrival do not
// matter. Findings and contacts come sorted; what comes out is in no stated order (sort by
// `earlier`). Sources: Ellis et al. 2004 (behavioural signatures), Gu et al. 2007 (BotHunter's
// dialogue).
#pragma once

#include <vector>

#include "evidence/contact.h"
#include "evidence/finding.h"

namespace cordon::detect {

/// A call-back comes within this time of the exploit.
inline constexpr Duration kCallBackWindow = 1h;
/// First contacts on the attacked port by a server that had none before, most of them failing.
inline constexpr std::size_t kTurnedContacts = 5;

std::vector<evidence::Finding> call_backs(const std::vector<evidence::Finding>& findings,
                                          const std::vector<evidence::Contact>& contacts);
std::vector<evidence::Finding> turned(const std::vector<evidence::Finding>& findings,
                                      const std::vector<evidence::Contact>& contacts);
std::vector<evidence::Finding> propagated(const std::vector<evidence::Finding>& findings);

}  // namespace cordon::detect
