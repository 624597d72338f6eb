// Content that spreads by itself: of what sifting suspects, which is a worm.
//
// A host that received it turned, where it then sent it to more hosts than it came from, had not
// been a client of that service before, and contacts hosts that do not exist. Hosts that send it
// without having received it speak against a worm, but for the first. What is against a worm as
// well: a mesh of health checks, peer-to-peer greetings, mail that is passed on, updates. A worm's
// headers are everybody's: of the contents of one service that spread so, the worm's are those that
// the fewest send who had not received them. What a known strain explains is left out. Pure.
// Sources: Ellis et al. 2004; Gopalan et al. 2006.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "detect/turned_by.h"
#include "evidence/contact.h"
#include "evidence/finding.h"
#include "net/by_host.h"
#include "sift/suspicion.h"

namespace cordon::detect {

/// Log-likelihood ratio from which content is a worm's.
inline constexpr double kWormThreshold = 5.0;

struct ContentOptions {
  bool enabled = true;                // of a host: what it sends on speaks for and against
  double threshold = kWormThreshold;  // of all
};

/// Content, judged.
struct MovingContent {
  enum class Verdict : std::uint8_t {
    worm,
    said_too,
    known_strain,
    fetched,
    relayed,
    alone,
    unlikely
  };
  Verdict verdict = Verdict::unlikely;
  sift::Service service;
  std::string strain;  // "unknown.tcp.80", if it is a worm
  double score = 0;    // log-likelihood ratio
  double threshold = kWormThreshold;
  std::size_t spontaneous = 0;   // hosts of ours that sent it without having received it, but one
  std::size_t unreceived = 0;    // senders, ours or not, that were not seen to receive it
  std::vector<TurnedBy> turned;  // by when they received
  std::vector<sift::Carried> deliveries;  // by time
  std::vector<sift::Sample> samples;
};

struct SpreadQuestion {
  const sift::Sifted& sifted;
  const std::vector<evidence::Contact>& contacts;  // by time
  const std::vector<evidence::Finding>& findings;
  std::function<bool(const net::Address&)> ours;  // whose receipts would have been seen
  net::ByHost<ContentOptions> options = {};
};

/// All that sifting suspected, in the order of first deliveries. Of each service at most one is a
/// worm: the contents that the fewest send unasked, together.
std::vector<MovingContent> judge(const SpreadQuestion& question);

/// "a worm", "passed on as a relay does" ...
std::string_view name_of(MovingContent::Verdict verdict);

/// Of a worm: each delivery as an attempt, and each receiver that turned. In no stated order.
std::vector<evidence::Finding> findings_of(const MovingContent& worm,
                                           const std::vector<evidence::Contact>& contacts,
                                           Time begun);

}  // namespace cordon::detect
