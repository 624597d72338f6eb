#include "pipeline/shard.h"

#include "flow/icmp.h"
#include "pipeline/watch.h"

namespace cordon::pipeline {
namespace {

std::size_t shard_between(const net::Endpoint& source, const net::Endpoint& destination,
                          net::Protocol protocol) {
  const std::uint64_t a = combine(source.address.hash(), source.port);
  const std::uint64_t b = combine(destination.address.hash(), destination.port);
  return mix(a + b + static_cast<std::uint64_t>(protocol)) % kShards;
}

bool is_icmp(net::Protocol protocol) {
  return protocol == net::Protocol::icmp || protocol == net::Protocol::icmpv6;
}

}  // namespace

std::size_t shard_of(const decode::Packet& packet) {
  if (is_icmp(packet.protocol))
    if (const auto quoted = flow::quoted_by(packet))
      return shard_between(quoted->source, quoted->destination, quoted->protocol);
  return shard_between({packet.source, packet.source_port},
                       {packet.destination, packet.destination_port}, packet.protocol);
}

struct Shard::State {
  State(const Options& options, const rules::RuleSet& rules, const strain::Catalogue& catalogue)
      : watch(watch_options(options), rules, catalogue),
        demand(rules.demand()),
        readers(demand, watch),
        table(options.table, demand, readers) {}

  static Watch::Options watch_options(const Options& options) {
    Watch::Options watch;
    watch.most_findings = evidence::kMostFindings / kShards;
    watch.most_contacts = evidence::kMostContacts / kShards;
    watch.alerts = options.alerts;
    watch.sightings = options.sightings;
    watch.sift = options.payload && options.sift;
    watch.sifting_key = options.sifting_key;
    watch.flow_marks = !options.payload;
    return watch;
  }

  Watch watch;
  event::Demand demand;
  proto::Readers readers;
  flow::Table table;
};

Shard::Shard(const Options& options, const rules::RuleSet& rules,
             const strain::Catalogue& catalogue)
    : state_(std::make_unique<State>(options, rules, catalogue)) {}
Shard::~Shard() = default;

void Shard::add(const decode::Packet& packet, std::uint64_t order) {
  state_->watch.set_order(order);
  state_->table.add(packet);
}

void Shard::advance(event::Moment now, std::uint64_t order) {
  state_->watch.set_order(order);
  state_->table.advance(now);
}

void Shard::finish(event::Moment now, std::uint64_t order) {
  state_->watch.set_order(order);
  state_->table.finish(now);
}

Watch& Shard::watch() { return state_->watch; }
const flow::Table::Counters& Shard::flow_counters() const { return state_->table.counters(); }
const proto::Readers::Counters& Shard::reader_counters() const {
  return state_->readers.counters();
}

}  // namespace cordon::pipeline
