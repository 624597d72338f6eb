// Spread: a worm that no rule told of, as contacts alone show it. Flow records have no more.
//
// On one service: a host that scans it (scan_walk.h) reaches a server; the server begins to scan
// the same service; so do others. Where at least kLeastTurned servers turned that way, or one that
// was nobody's client did so at once, what scanned them were attempts of a worm
// unknown.<transport>.<port>, and they turned. Hosts whose scanning a known strain explains are
// left out. Contacts come by time; what comes out is in no stated order. Bounds: kMostSpread
// findings a service. Source: Ellis et al. 2004 (alpha-in, alpha-out, depth).
#pragma once

#include <vector>

#include "evidence/contact.h"
#include "evidence/finding.h"

namespace cordon::detect {

inline constexpr std::size_t kLeastTurned = 2;
inline constexpr std::size_t kMostSpread = 1 << 17;
/// A server that turns does so within this time of being reached: later, chance is likelier.
inline constexpr Duration kTurnsWithin = 24h;
/// ... and one that does so at once needs no company: hosts begin to scan so seldom, and servers
/// that were seen to serve others even less.
inline constexpr Duration kTurnsAtOnce = 10s, kServerTurnsAtOnce = 1min;

std::vector<evidence::Finding> spread(const std::vector<evidence::Finding>& findings,
                                      const std::vector<evidence::Contact>& contacts);

}  // namespace cordon::detect
