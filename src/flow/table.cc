#include "flow/table.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <array>
#include <deque>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "flow/entry.h"
#include "flow/icmp.h"
#include "flow/orientation.h"

namespace cordon::flow {
namespace {

using decode::Packet;
using event::Flow;
using event::Side;
using Why = event::FlowClosed::Why;

bool is_icmp(net::Protocol protocol) {
  return protocol == net::Protocol::icmp || protocol == net::Protocol::icmpv6;
}

// Shows what a stream brings as events of its flow.
class Shown final : public StreamSink {
 public:
  Shown(Flow& flow, Side from, event::Moment at, event::Observer& observer)
      : flow_(flow), from_(from), at_(at), observer_(observer) {}
  void bytes(std::uint64_t offset, Bytes bytes) override {
    observer_.see(event::StreamChunk{flow_, from_, at_, offset, bytes});
  }
  void gap(std::uint64_t offset, std::uint64_t size) override {
    flow_.sent[event::index(from_)].missing += size;
    observer_.see(event::StreamGap{flow_, from_, at_, offset, size});
  }

 private:
  Flow& flow_;
  Side from_;
  event::Moment at_;
  event::Observer& observer_;
};

}  // namespace

struct Table::State {
  State(const TableOptions& o, const event::Demand& d, event::Observer& watcher)
      : options(o),
        demand(d),
        observer(watcher),
        memory{o.most_stream_memory, o.most_flow_memory} {}

  void add(const Packet& packet);
  Entry& entry_of(const Packet& packet, event::Moment at, Side& from);
  Entry& open(const Key& key, bool reversed, const Packet& packet, event::Moment at);
  void add_tcp(Entry& entry, const Packet& packet, Side from, event::Moment at);
  void note_flags(Entry& entry, const Packet& packet, Side from);
  void settle_tcp(Entry& entry, const Packet& packet, Side from, event::Moment at);
  void note_unreachable(const Packet& packet);
  void wait_as(Entry& entry, Patience patience);
  void expire(event::Moment at);
  void make_room(event::Moment at);
  void close(Entry& entry, Why why, event::Moment at);
  void finish(event::Moment at);

  IdleList& list_of(const Entry& entry) { return idle[static_cast<std::size_t>(entry.patience)]; }

  TableOptions options;
  event::Demand demand;
  event::Observer& observer;
  Memory memory;
  Counters counters;
  absl::flat_hash_map<Key, Entry*> flows;
  std::deque<Entry> pool;
  std::vector<Entry*> free;
  std::array<IdleList, static_cast<std::size_t>(Patience::count)> idle;
  Time clock = Time::min();  // the latest packet time so far
};

void Table::State::wait_as(Entry& entry, Patience patience) {
  list_of(entry).remove(entry);
  entry.patience = patience;
  list_of(entry).append(entry);
}

void Table::State::close(Entry& entry, Why why, event::Moment at) {
  Flow& flow = entry.flow;
  for (const Side side : {Side::client, Side::server}) {
    Shown shown(flow, side, at, observer);
    entry.streams[event::index(side)].flush(memory, counters, shown);
  }
  if (!flow.established && flow.outcome == event::Outcome::unknown && !flow.midstream &&
      flow.half(Side::server).packets == 0)
    flow.outcome = event::Outcome::unanswered;
  counters.one_sided += flow.half(Side::client).packets == 0 ||
                        (flow.half(Side::server).packets == 0 &&
                         flow.half(Side::client).bytes > 0 && flow.protocol == net::Protocol::tcp);
  observer.see(event::FlowClosed{flow, at, why});
  list_of(entry).remove(entry);
  flows.erase(entry.key);
  entry = Entry{};
  free.push_back(&entry);
}

void Table::State::expire(event::Moment at) {
  for (std::size_t i = 0; i < idle.size(); ++i)
    while (Entry* entry = idle[i].idlest()) {
      if (clock - entry->flow.last.time <= kPatience[i]) break;
      counters.timed_out += !entry->over;
      close(*entry, entry->over ? entry->end : Why::timed_out, at);
    }
}

// Makes room for one more: what is over goes first, then who has been idle longest.
void Table::State::make_room(event::Moment at) {
  Entry* oldest = idle[static_cast<std::size_t>(Patience::closed)].idlest();
  if (oldest == nullptr) {
    for (const IdleList& list : idle)
      if (Entry* entry = list.idlest();
          entry != nullptr && (oldest == nullptr || entry->flow.last.time < oldest->flow.last.time))
        oldest = entry;
    ++counters.evicted;
  }
  CHECK(oldest != nullptr);
  close(*oldest, oldest->over ? oldest->end : Why::evicted, at);
}

Entry& Table::State::open(const Key& key, bool reversed, const Packet& packet, event::Moment at) {
  expire(at);
  if (flows.size() >= options.most_flows) make_room(at);
  Entry* entry = nullptr;
  if (free.empty()) {
    entry = &pool.emplace_back();
  } else {
    entry = free.back();
    free.pop_back();
  }
  flows.emplace(key, entry);
  entry->key = key;
  const bool icmp = is_icmp(packet.protocol);
  const IcmpPorts ports = icmp ? icmp_ports(packet) : IcmpPorts{};
  const bool from_client = icmp ? !ports.is_reply : source_is_client(packet);
  entry->client_is_high = reversed == from_client;
  Flow& flow = entry->flow;
  const net::Endpoint source{packet.source, icmp ? std::uint16_t{0} : packet.source_port};
  const net::Endpoint destination{packet.destination,
                                  icmp ? std::uint16_t{0} : packet.destination_port};
  flow.client = from_client ? source : destination;
  flow.server = from_client ? destination : source;
  if (icmp) flow.server.port = ports.server;
  flow.protocol = packet.protocol;
  flow.id =
      combine(combine(key.low.hash(), key.high.hash()),
              combine(static_cast<std::uint64_t>(key.low_port) << 16 | key.high_port, at.frame));
  flow.first = flow.last = at;
  const bool tcp = packet.protocol == net::Protocol::tcp;
  flow.midstream = tcp && !packet.has(decode::kSyn);
  entry->patience = tcp ? Patience::opening : Patience::datagram;
  list_of(*entry).append(*entry);
  ++counters.flows;
  ++(tcp                                     ? counters.tcp
     : packet.protocol == net::Protocol::udp ? counters.udp
     : icmp                                  ? counters.icmp
                                             : counters.other);
  counters.midstream += flow.midstream;
  counters.peak_flows = std::max<std::uint64_t>(counters.peak_flows, flows.size());
  return *entry;
}

Entry& Table::State::entry_of(const Packet& packet, event::Moment at, Side& from) {
  net::Endpoint source{packet.source, packet.source_port};
  net::Endpoint destination{packet.destination, packet.destination_port};
  if (is_icmp(packet.protocol)) {
    const IcmpPorts ports = icmp_ports(packet);
    source.port = ports.is_reply ? ports.server : ports.client;
    destination.port = ports.is_reply ? ports.client : ports.server;
  }
  bool reversed = false;
  const Key key = key_of(source, destination, packet.protocol, reversed);
  const auto found = flows.find(key);
  Entry* entry = found != flows.end() ? found->second : nullptr;
  const bool new_syn = packet.protocol == net::Protocol::tcp && packet.has(decode::kSyn) &&
                       !packet.has(decode::kAck);
  if (entry != nullptr && new_syn && entry->first_syn != packet.sequence &&
      (entry->over || (entry->flow.syn_by_client && entry->flow.established))) {
    close(*entry, entry->over ? entry->end : Why::timed_out, at);  // the ports are used again
    entry = nullptr;
  }
  const bool fresh = entry == nullptr;
  if (fresh) entry = &open(key, reversed, packet, at);
  from = reversed == entry->client_is_high ? Side::client : Side::server;
  Flow& flow = entry->flow;
  flow.last.time = std::max(flow.last.time, clock);
  flow.last.frame = at.frame;
  Flow::Half& half = flow.sent[event::index(from)];
  ++half.packets;
  half.bytes += packet.payload.size() + packet.missing;
  if (from == Side::server && flow.answered_at == kNoTime) flow.answered_at = at.time;
  if (fresh) {
    observer.see(event::FlowOpened{flow, at});
  } else {
    list_of(*entry).remove(*entry);
    list_of(*entry).append(*entry);
  }
  return *entry;
}

void Table::State::note_flags(Entry& entry, const Packet& packet, Side from) {
  Flow& flow = entry.flow;
  const bool client = from == Side::client;
  if (packet.has(decode::kSyn)) {
    if (client && !packet.has(decode::kAck)) {
      if (!flow.syn_by_client) entry.first_syn = packet.sequence;
      flow.syn_by_client = true;
    }
    if (!client && packet.has(decode::kAck)) flow.syn_ack_by_server = true;
  }
  if (packet.has(decode::kFin)) (client ? flow.finished_by_client : flow.finished_by_server) = true;
  if (packet.has(decode::kRst)) (client ? flow.reset_by_client : flow.reset_by_server) = true;
  const bool both_ways = flow.half(Side::client).packets > 0 && flow.half(Side::server).packets > 0;
  const bool handshake = flow.syn_by_client && flow.syn_ack_by_server && client &&
                         packet.has(decode::kAck) && !packet.has(decode::kRst);
  const bool data_both_ways =
      flow.half(Side::client).bytes > 0 && flow.half(Side::server).bytes > 0;
  if (!flow.established &&
      (handshake || data_both_ways || (flow.midstream && both_ways && !packet.has(decode::kRst)))) {
    flow.established = true;
    flow.outcome = event::Outcome::established;
  }
  if (packet.has(decode::kRst) && !client && !flow.established)
    flow.outcome = event::Outcome::refused;
}

void Table::State::add_tcp(Entry& entry, const Packet& packet, Side from, event::Moment at) {
  note_flags(entry, packet, from);
  Stream& stream = entry.streams[event::index(from)];
  Stream& reverse = entry.streams[event::index(event::other(from))];
  std::uint32_t sequence = packet.sequence;
  if (packet.has(decode::kSyn)) {
    ++sequence;
    if (!stream.started()) stream.start(sequence);
  } else if (!stream.started()) {
    stream.start(sequence);
  }
  if (!packet.has(decode::kRst) && !entry.over) {
    Shown shown(entry.flow, from, at, observer);
    stream.add(sequence, packet.payload, packet.missing, clock, options.overlap, memory, counters,
               shown);
  }
  if (packet.has(decode::kFin))
    stream.finish_at(sequence + static_cast<std::uint32_t>(packet.payload.size()) + packet.missing);
  if (packet.has(decode::kAck) && !packet.has(decode::kRst)) {
    Shown shown(entry.flow, event::other(from), at, observer);
    reverse.acknowledged(packet.acknowledgment, clock, memory, counters, shown);
  }
  settle_tcp(entry, packet, from, at);
}

// Moves the flow to the list that fits its state; one that is over waits a little for late packets.
void Table::State::settle_tcp(Entry& entry, const Packet& packet, Side, event::Moment at) {
  if (entry.over) return;
  const bool reset = packet.has(decode::kRst);
  const bool finished = entry.flow.finished_by_client && entry.flow.finished_by_server &&
                        entry.streams[0].complete() && entry.streams[1].complete();
  if (reset || finished) {
    for (const Side side : {Side::client, Side::server}) {
      Shown shown(entry.flow, side, at, observer);
      entry.streams[event::index(side)].flush(memory, counters, shown);
    }
    entry.over = true;
    entry.end = reset ? Why::reset : Why::finished;
    wait_as(entry, Patience::closed);
  } else if (entry.flow.established && entry.patience == Patience::opening) {
    wait_as(entry, Patience::established);
  }
}

void Table::State::note_unreachable(const Packet& packet) {
  const auto quoted = quoted_by(packet);
  if (!quoted) return;
  bool reversed = false;
  const auto found =
      flows.find(key_of(quoted->source, quoted->destination, quoted->protocol, reversed));
  if (found != flows.end() && !found->second->flow.established)
    found->second->flow.outcome = event::Outcome::refused;
}

void Table::State::add(const Packet& packet) {
  if (packet.depth != decode::Depth::transport) return;
  clock = std::max(clock, packet.time);
  const event::Moment at{packet.time, packet.frame};
  if (is_icmp(packet.protocol)) note_unreachable(packet);
  Side from = Side::client;
  Entry& entry = entry_of(packet, at, from);
  if (demand.packets) observer.see(event::PacketSeen{entry.flow, from, at, packet});
  if (packet.protocol == net::Protocol::tcp) {
    add_tcp(entry, packet, from, at);
    return;
  }
  if (from == Side::server && !entry.flow.established) {
    entry.flow.established = true;
    entry.flow.outcome = event::Outcome::established;
  }
  observer.see(event::Datagram{entry.flow, from, at, packet.payload});
}

void Table::State::finish(event::Moment at) {
  std::vector<Entry*> left;
  for (const auto& [key, entry] : flows) left.push_back(entry);
  std::sort(left.begin(), left.end(), [](const Entry* a, const Entry* b) {
    return std::pair(a->flow.first.frame, a->flow.id) < std::pair(b->flow.first.frame, b->flow.id);
  });
  for (Entry* entry : left) close(*entry, entry->over ? entry->end : Why::input_ended, at);
}

Table::Table(const TableOptions& options, const event::Demand& demand, event::Observer& observer)
    : state_(std::make_unique<State>(options, demand, observer)) {}
Table::~Table() = default;
void Table::add(const decode::Packet& packet) { state_->add(packet); }
void Table::advance(event::Moment now) {
  state_->clock = std::max(state_->clock, now.time);
  state_->expire(now);
}
void Table::finish(event::Moment now) { state_->finish(now); }
const Table::Counters& Table::counters() const { return state_->counters; }

}  // namespace cordon::flow
