// Floods: the denial-of-service phase of a worm, told from contacts alone.
//
// At least kLeastFlooders of our hosts upon one target, each at a rate far above what it sends its
// other targets, mostly unanswered or one-sided, beginning near together, and not from the first:
// what always was so is a service. An answered flood of requests looks as a load test does, and
// counts only of hosts that act infected. Told apart: a flood upon a server of ours by forged
// senders, who never come to their second packet; and back-scatter, answers to who asked nothing.
// A contact is all that one host did to one service: a flood amid a day of ordinary use is diluted.
// Bounds: memory is linear in contacts; kMostFloodHosts hosts of a flood are listed. Pure.
// Source of back-scatter: Moore, Voelker, Savage, "Inferring Internet Denial-of-Service Activity",
// USENIX Security 2001. The thresholds are ours.
#pragma once

#include <functional>
#include <vector>

#include "evidence/contact.h"
#include "evidence/finding.h"
#include "evidence/flood.h"
#include "net/by_host.h"

namespace cordon::detect {

inline constexpr std::size_t kLeastFlooders = 3;
inline constexpr double kLeastFloodRate = 10;       // packets a second of one host
inline constexpr double kLeastRequestRate = 5;      // requests a second of one host
inline constexpr double kLeastFloodPackets = 100;   // of one host
inline constexpr double kFarAbove = 10;             // times its norm
inline constexpr Duration kBeginTogether = 2min;    // from one to the next
inline constexpr Duration kQuietBefore = 30s;       // since the record began
inline constexpr std::size_t kLeastForged = 100;    // senders
inline constexpr std::size_t kLeastScattered = 10;  // hosts that asked nothing
inline constexpr std::size_t kMostFloodHosts = 4096;

struct FloodOptions {
  // Of a host that may be part of a flood.
  bool enabled = true;
  double least_rate = kLeastFloodRate, least_request_rate = kLeastRequestRate;
  double least_packets = kLeastFloodPackets, far_above = kFarAbove;
  Duration quiet_before = kQuietBefore;
  // Of all.
  std::size_t least_flooders = kLeastFlooders;
  Duration begin_together = kBeginTogether;
  std::size_t least_forged = kLeastForged, least_scattered = kLeastScattered;
};

using IsOurs = std::function<bool(const net::Address&)>;

/// `contacts` by time. `findings` tell who acts infected, and by what. By beginning, then target.
std::vector<evidence::Flood> floods(const std::vector<evidence::Contact>& contacts,
                                    const std::vector<evidence::Finding>& findings,
                                    const IsOurs& is_ours,
                                    const net::ByHost<FloodOptions>& options = {});

/// Who takes part in a flood by ours, a finding each.
std::vector<evidence::Finding> flooded(const std::vector<evidence::Flood>& floods);

}  // namespace cordon::detect
