#include "pipeline/shard.h"

#include "detect/contacts.h"
#include "detect/signatures.h"
#include "flow/icmp.h"
#include "rules/engine.h"

namespace cordon::pipeline {
namespace {

// Copies of hits for EVE, beside the detectors that also see them.
class Hits final : public rules::HitSink {
 public:
  Hits(detect::Signatures& signatures, bool keep) : signatures_(signatures), keep_(keep) {}

  void hit(const rules::Hit& hit) override {
    signatures_.hit(hit);
    if (keep_) alerts_.push_back(alert_of(hit));
  }
  void set_order(std::uint64_t order) { order_ = order; }
  std::vector<Alert>& alerts() { return alerts_; }

 private:
  Alert alert_of(const rules::Hit& hit) const {
    Alert alert;
    alert.order = order_;
    alert.at = hit.at;
    alert.rule = &hit.rule;
    alert.flow_id = hit.flow.id;
    alert.source = hit.flow.from(hit.from);
    alert.destination = hit.flow.to(hit.from);
    alert.to_server = hit.from == event::Side::client;
    alert.protocol = hit.flow.protocol;
    alert.app = hit.flow.app;
    alert.packets_to_server = hit.flow.half(event::Side::client).packets;
    alert.packets_to_client = hit.flow.half(event::Side::server).packets;
    alert.bytes_to_server = hit.flow.half(event::Side::client).bytes;
    alert.bytes_to_client = hit.flow.half(event::Side::server).bytes;
    alert.flow_started = hit.flow.first.time;
    alert.buffer = hit.buffer;
    if (hit.exchange != nullptr) {
      alert.http = true;
      alert.method = hit.exchange->method;
      alert.url = hit.exchange->target;
      alert.hostname = hit.exchange->host;
    }
    return alert;
  }

  detect::Signatures& signatures_;
  bool keep_;
  std::uint64_t order_ = 0;
  std::vector<Alert> alerts_;
};

// Shows each event to the rules first, so that a hit is known when its answer is judged.
class Watch final : public event::Observer {
 public:
  Watch(rules::Engine& engine, detect::Signatures& signatures, detect::Contacts& contacts)
      : engine_(engine), signatures_(signatures), contacts_(contacts) {}

  void see(const event::PacketSeen& e) override { engine_.see(e); }
  void see(const event::StreamChunk& e) override { engine_.see(e); }
  void see(const event::StreamGap& e) override { engine_.see(e); }
  void see(const event::Datagram& e) override { engine_.see(e); }
  void see(const event::HttpRequestSeen& e) override { engine_.see(e); }
  void see(const event::HttpResponseSeen& e) override {
    engine_.see(e);
    signatures_.see(e);
  }
  void see(const event::HttpUnanswered& e) override { signatures_.see(e); }
  void see(const event::DnsMessage& e) override { engine_.see(e); }
  void see(const event::FlowClosed& e) override {
    engine_.see(e);
    signatures_.see(e);
    contacts_.see(e);
  }

 private:
  rules::Engine& engine_;
  detect::Signatures& signatures_;
  detect::Contacts& contacts_;
};

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
      : findings(evidence::kMostFindings / kShards),
        contact_book(evidence::kMostContacts / kShards),
        signatures(catalogue, findings),
        hits(signatures, options.alerts),
        engine(rules, hits),
        contacts(contact_book),
        watch(engine, signatures, contacts),
        demand(rules.demand()),
        readers(demand, watch),
        table(options.table, demand, readers) {}

  evidence::Book findings;
  evidence::ContactBook contact_book;
  detect::Signatures signatures;
  Hits hits;
  rules::Engine engine;
  detect::Contacts contacts;
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
  state_->hits.set_order(order);
  state_->table.add(packet);
}

void Shard::advance(event::Moment now, std::uint64_t order) {
  state_->hits.set_order(order);
  state_->table.advance(now);
}

void Shard::finish(event::Moment now, std::uint64_t order) {
  state_->hits.set_order(order);
  state_->table.finish(now);
}

std::vector<Alert>& Shard::alerts() { return state_->hits.alerts(); }
evidence::Book& Shard::findings() { return state_->findings; }
evidence::ContactBook& Shard::contacts() { return state_->contact_book; }
const flow::Table::Counters& Shard::flow_counters() const { return state_->table.counters(); }
const proto::Readers::Counters& Shard::reader_counters() const {
  return state_->readers.counters();
}

}  // namespace cordon::pipeline
