// A token that may become a part of a signature, with what is known of it; and what is asked of all
// parts together. Owns its bytes. Threads: plain values.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "siggen/flow_set.h"
#include "siggen/pools.h"

namespace cordon::siggen {

struct Candidate {
  std::string bytes;
  FlowSet samples, clean;  // those that hold it
  double bits = 0;         // by the clean flows' byte model
  double log2_share = 0;   // of unseen clean flows that hold it, as estimated
};

/// How many distinct hosts are at either end of some samples.
struct Spread {
  std::size_t senders = 0, receivers = 0;
  std::size_t least() const { return senders < receivers ? senders : receivers; }
};

class Hosts {
 public:
  explicit Hosts(std::span<const Sample> samples);
  Spread spread_of(const FlowSet& samples) const;

 private:
  std::vector<std::size_t> sender_, receiver_;  // of each sample, numbered from 0
};

struct Goal {
  Budget budget;
  std::size_t clean = 0;  // flows in the clean pool
  const Hosts* hosts = nullptr;

  /// Most clean flows that may match after so many tokens.
  std::size_t most_false(std::size_t tokens) const;
  std::size_t most_false_in_all() const;
  bool is_spread(const Spread& spread) const {
    return spread.senders >= budget.least_senders && spread.receivers >= budget.least_receivers;
  }
  /// log2 of the share of unseen flows that may match, where the samples are of so many hosts: few
  /// hosts may agree on much that is not the worm's, so more is asked.
  double most_log2_share(const Spread& spread) const;
};

/// log2 of the share of flows that hold all of some tokens, given each one's. The rarest counts in
/// full and the others by half: flows that hold one part of a phrase hold its other parts too.
double log2_share_of_all(std::vector<double> log2_shares);

}  // namespace cordon::siggen
