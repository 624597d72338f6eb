// Called in: a host reaches several servers on one service, and they call it back at once on
// another port, to fetch the rest of a worm. The sign of a pull worm before any victim attacks.
//
// A server counts where it never was a client of that host before and calls within kCalledInWithin;
// at least kLeastCalledIn must, and hardly anybody else may call that port of the host: peers among
// peers are called by all. Services whose servers call back by nature (FTP, SIP ...) are left out,
// and hosts that send a known strain. Contacts come by time; what comes out is in no stated order.
// Pure. Sources: Gu et al. 2007 (BotHunter's egg download); the test over several victims is ours.
#pragma once

#include <vector>

#include "evidence/contact.h"
#include "evidence/finding.h"
#include "net/by_host.h"

namespace cordon::detect {

inline constexpr Duration kCalledInWithin = 10s;
inline constexpr std::size_t kLeastCalledIn = 2;
inline constexpr std::size_t kMostCalledIn = 1 << 16;

struct CalledInOptions {
  // Of a host that calls in.
  bool enabled = true;
  Duration within = kCalledInWithin;
  // Of all.
  std::size_t least = kLeastCalledIn;
};

/// Attempts (accepted) and fetches of a strain "unknown.<transport>.<port>".
std::vector<evidence::Finding> called_in(const std::vector<evidence::Finding>& findings,
                                         const std::vector<evidence::Contact>& contacts,
                                         const net::ByHost<CalledInOptions>& options = {});

}  // namespace cordon::detect
