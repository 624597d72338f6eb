// Spread: a worm that no rule told of, as contacts alone show it. Flow records have no more.
//
// On one service: a host that scans it (scan_walk.h) reaches a server; the server begins to scan
// the same service; so do others. Where at least kLeastTurned servers turned that way, or one did
// so at once that was nobody's client or scans as no client does, what scanned them were attempts
// of a worm unknown.<transport>.<port>, and they turned. Hosts whose scanning a known strain
// explains are left out. Contacts come by time; what comes out is in no stated order. Bounds:
// kMostSpread findings a service. Source: Ellis et al. 2004 (alpha-in, alpha-out, depth).
#pragma once

#include <vector>

#include "detect/service.h"
#include "evidence/contact.h"
#include "evidence/finding.h"
#include "net/by_host.h"
#include "scan/scan_walk.h"

namespace cordon::detect {

inline constexpr std::size_t kLeastTurned = 2;
inline constexpr std::size_t kMostSpread = 1 << 17;
/// A server that turns does so within this time of being reached: later, chance is likelier.
inline constexpr Duration kTurnsWithin = 24h;
/// ... and one that does so at once needs no company: hosts begin to scan so seldom, and even less
/// so servers that were seen to serve others, and hosts whom nearly nobody answers.
inline constexpr Duration kTurnsAtOnce = 10s, kServerTurnsAtOnce = 1min;

/// The server connects to the scanner within this time: to fetch the rest, or to report.
inline constexpr Duration kSpreadCallsBackWithin = 30s;

struct SpreadOptions {
  // Of a host that may scan and may have turned.
  bool enabled = true;
  double scan_threshold = scan::kScanThreshold;
  Duration turns_within = kTurnsWithin;
  Duration turns_at_once = kTurnsAtOnce, server_turns_at_once = kServerTurnsAtOnce;
  // Of all.
  std::size_t least_turned = kLeastTurned;
  Duration calls_back_within = kSpreadCallsBackWithin;
};

/// A host that scans a service, and how it was reached there before, if it was.
struct SpreadScanner {
  net::Address host;
  Time onset{}, first_failure{};
  std::size_t contacts = 0, failed = 0;  // since the onset
  double likelihood = 0;                 // of its scanning
  bool turned = false;                   // it was reached by a scanner, in time
  net::Address by;
  Time reached{};
  bool passed_on = false;  // one that it reached turned as well
};

/// One service on which somebody scans.
struct ServiceSpread {
  Service service;
  std::size_t clients = 0, servers = 0;
  std::vector<SpreadScanner> scanners;  // by onset
  std::size_t turned = 0;
  bool told = false;  // enough of them turned: a worm
};

struct Spread {
  std::vector<evidence::Finding> findings;
  std::vector<ServiceSpread> services;  // by service
};

Spread look_for_spread(const std::vector<evidence::Finding>& findings,
                       const std::vector<evidence::Contact>& contacts,
                       const net::ByHost<SpreadOptions>& options = {});

}  // namespace cordon::detect
