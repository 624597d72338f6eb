// A shard: everything that happens to a fixed share of the flows, from packet to finding.
//
// Flows are shared out by a symmetric hash over kShards shards, however many threads there are: so
// every bound and every eviction is the same for one thread and for many, and so is the result.
// A shard is on one thread at a time. What leaves it: its books, and alerts in the order of
// packets.
#pragma once

#include <memory>
#include <vector>

#include "decode/packet.h"
#include "flow/table.h"
#include "pipeline/watch.h"
#include "proto/readers.h"
#include "rules/rule_set.h"
#include "strain/catalogue.h"

namespace cordon::pipeline {

inline constexpr std::size_t kShards = 16;

/// Which shard a packet's flow belongs to: the same for both directions. An ICMP error goes where
/// the flow is that it quotes, because it tells how that one ended.
std::size_t shard_of(const decode::Packet& packet);

class Shard {
 public:
  struct Options {
    flow::TableOptions table;  // of this shard alone
    bool alerts = false;       // keep alerts for EVE
    bool sightings = false;    // keep what tells two sensors' clocks apart
    bool payload = true;       // false: judge flows alone, as records of them
    bool sift = true;          // compare content
    std::uint64_t sifting_key = kSiftingKey;
  };
  /// The catalogue and the rules must outlive it.
  Shard(const Options& options, const rules::RuleSet& rules, const strain::Catalogue& catalogue);
  ~Shard();

  /// `order` numbers the packets of the whole input; alerts carry it.
  void add(const decode::Packet& packet, std::uint64_t order);
  void advance(event::Moment now, std::uint64_t order);
  void finish(event::Moment now, std::uint64_t order);

  Watch& watch();  // its alerts and books
  const flow::Table::Counters& flow_counters() const;
  const proto::Readers::Counters& reader_counters() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cordon::pipeline
