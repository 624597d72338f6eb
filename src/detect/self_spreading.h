// Content that spreads by itself: of what sifting suspects, which is a worm.
//
// A host that received it turned, where it then sent it to more hosts than it came from, had not
// been a client of that service before, and contacts hosts that do not exist. Hosts that send it
// without having received it speak against a worm, but for the first. What is against a worm as
// well: a mesh of health checks, peer-to-peer greetings, mail that is passed on, updates. Contents
// whose senders are the same are judged as one: a relay passes on many, a worm brings its own.
// What a known strain explains is left out. Pure. Sources: Ellis et al. 2004; Gopalan et al. 2006.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "evidence/contact.h"
#include "evidence/finding.h"
#include "sift/suspicion.h"

namespace cordon::detect {

/// Log-likelihood ratio from which content is a worm's.
inline constexpr double kWormThreshold = 5.0;

/// What speaks for a host's having turned by a content, and against.
struct TurnedBy {
  net::Address host;
  event::Moment received, sent;  // first
  std::size_t sent_to = 0;       // hosts, since it received
  double score = 0;
};

struct UnknownWorm {
  sift::Service service;
  std::string strain;  // "unknown.tcp.80"
  double score = 0;
  std::vector<TurnedBy> turned;           // by when they received
  std::vector<sift::Carried> deliveries;  // by time
  std::vector<sift::Sample> samples;
};

struct SpreadQuestion {
  const sift::Sifted& sifted;
  const std::vector<evidence::Contact>& contacts;  // by time
  const std::vector<evidence::Finding>& findings;
  std::function<bool(const net::Address&)> ours;  // whose receipts would have been seen
};

/// In the order of their first deliveries, at most one a service.
std::vector<UnknownWorm> unknown_worms(const SpreadQuestion& question);

/// Each delivery as an attempt.
std::vector<evidence::Finding> deliveries_of(const UnknownWorm& worm);

}  // namespace cordon::detect
