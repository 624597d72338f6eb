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
#include "flow/tcp_state.h"

namespace cordon::flow {
namespace {

using decode::Packet;
using event::Flow;
using event::Side;
using Why = event::FlowClosed::Why;

bool is_icmp(net::Protocol protocol) {
  return protocol == net::Protocol::icmp || protocol == net::Protocol::icmpv6;
}

// Whether the IP header announces bytes that were not on the wire either. Its target drops such a
// packet; were the announced bytes taken for lost, they would hide those that come in their place.
bool length_lies(const Packet& packet) {
  return packet.anomalies.has(decode::Anomaly::ipv4_length_beyond_packet) ||
         packet.anomalies.has(decode::Anomaly::ipv6_length_beyond_packet);
}

// Shows what a stream brings as events of its flow.
class Shown final : public StreamSink {
 public:
  Shown(Flow& flow, Side from, event::Moment at, event::Observer& observer)
      : flow_(flow), from_(from), at_(at), observer_(observer) {}
  void bytes(std::uint64_t offset, Bytes bytes, event::Moment at) override {
    observer_.see(event::StreamChunk{flow_, from_, at, offset, bytes});
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
        common{o.overlap, o.most_stream_memory, o.most_flow_memory, counters} {}

  void add(const Packet& packet);
  Entry& entry_of(const Packet& packet, event::Moment at, Side& from);
  static bool begins_anew(const Entry& entry, const Packet& packet, bool reversed);
  Entry& open(const Key& key, bool reversed, const Packet& packet, event::Moment at);
  void add_tcp(Entry& entry, const Packet& packet, Side from, event::Moment at);
  static void begin_stream(Stream& stream, const Packet& packet);
  void settle_tcp(Entry& entry, event::Moment at);
  void end(Entry& entry, Why why, event::Moment at);
  void flush(Entry& entry, event::Moment at);
  void note_unreachable(const Packet& packet);
  void wait_as(Entry& entry, Patience patience);
  bool idle_too_long(const Entry& entry) const;
  void time_out(Entry& entry, event::Moment at);
  void expire(event::Moment at);
  void make_room(event::Moment at);
  void close(Entry& entry, Why why, event::Moment at);
  void finish(event::Moment at);

  IdleList& list_of(const Entry& entry) { return idle[static_cast<std::size_t>(entry.patience)]; }

  TableOptions options;
  event::Demand demand;
  event::Observer& observer;
  Counters counters;
  Reassembly common;
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
  if (!entry.over && flow.protocol == net::Protocol::tcp) flush(entry, at);
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

bool Table::State::idle_too_long(const Entry& entry) const {
  return clock - entry.flow.last.time > kPatience[static_cast<std::size_t>(entry.patience)];
}

void Table::State::time_out(Entry& entry, event::Moment at) {
  counters.timed_out += entry.end == Why::timed_out;
  close(entry, entry.end, at);
}

void Table::State::expire(event::Moment at) {
  for (IdleList& list : idle)
    while (Entry* entry = list.idlest()) {
      if (!idle_too_long(*entry)) break;
      time_out(*entry, at);
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
  close(*oldest, oldest->end != Why::timed_out ? oldest->end : Why::evicted, at);
}

Entry& Table::State::open(const Key& key, bool reversed, const Packet& packet, event::Moment at) {
  expire(at);
  if (flows.size() >= std::max<std::size_t>(options.most_flows, 1)) make_room(at);
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

// A SYN on a flow that is over, or that is well under way with other numbers: the ports are used
// again.
bool Table::State::begins_anew(const Entry& entry, const Packet& packet, bool reversed) {
  if (packet.protocol != net::Protocol::tcp || !packet.has(decode::kSyn) ||
      packet.has(decode::kAck))
    return false;
  const Side from = reversed == entry.client_is_high ? Side::client : Side::server;
  const Stream& stream = entry.streams[event::index(from)];
  if (stream.begins_at(packet.sequence + 1) ||
      (entry.flow.syn_by_client && entry.first_syn == packet.sequence))
    return false;  // the same SYN again, or one that the capture holds late
  return entry.patience == Patience::closed || entry.flow.established;
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
  // Of a flow that is over, packets may come as late as they like while it is held: a FIN is sent
  // again for minutes.
  const bool stale =
      entry != nullptr && entry->patience != Patience::closed && idle_too_long(*entry);
  if (stale || (entry != nullptr && begins_anew(*entry, packet, reversed))) {
    time_out(*entry, at);
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

// A SYN says where its sender's stream begins, unless bytes of it were already seen. A second SYN
// with another number replaces the first: the peer answers the one that it got last.
void Table::State::begin_stream(Stream& stream, const Packet& packet) {
  const std::uint32_t first = packet.sequence + packet.has(decode::kSyn);
  if (!stream.started() || (packet.has(decode::kSyn) && stream.untouched())) stream.start(first);
}

void Table::State::add_tcp(Entry& entry, const Packet& packet, Side from, event::Moment at) {
  Stream& stream = entry.streams[event::index(from)];
  Stream& reverse = entry.streams[event::index(event::other(from))];
  if (packet.has(decode::kRst)) {
    if (!entry.over && stream.takes_reset(packet.sequence)) {
      note_reset(entry.flow, from);
      end(entry, Why::reset, at);
    } else {
      counters.ignored_resets += !entry.over;
    }
    return;
  }
  note_flags(entry.flow, packet, from);
  if (packet.has(decode::kSyn) && !packet.has(decode::kAck)) entry.first_syn = packet.sequence;
  begin_stream(stream, packet);
  if (entry.over) return;
  const std::uint32_t sequence = packet.sequence + packet.has(decode::kSyn);
  Shown shown(entry.flow, from, at, observer);
  const bool lies = length_lies(packet);
  const std::uint32_t missing = lies ? 0 : packet.missing;
  stream.add(sequence, packet.payload, missing, at, clock, common, shown);
  if (packet.has(decode::kFin) && !lies) {
    const auto size = static_cast<std::uint32_t>(packet.payload.size());
    stream.finish_at(sequence + size + missing, clock);
  }
  if (packet.has(decode::kAck)) {
    Shown answer(entry.flow, event::other(from), at, observer);
    reverse.acknowledged(packet.acknowledgment, clock, common, answer);
  }
  settle_tcp(entry, at);
}

// Moves the flow to the list that fits its state. One of which both sides said the last word, and
// of which bytes are still lacking, waits for them as briefly as one that is over.
void Table::State::settle_tcp(Entry& entry, event::Moment at) {
  const Flow& flow = entry.flow;
  if (flow.finished_by_client && flow.finished_by_server) {
    if (entry.streams[0].complete() && entry.streams[1].complete()) {
      end(entry, Why::finished, at);
    } else if (entry.patience != Patience::closed) {
      entry.end = Why::finished;
      wait_as(entry, Patience::closed);
    }
  } else if (entry.patience == Patience::opening &&
             (flow.established || flow.half(Side::client).bytes > 0 ||
              flow.half(Side::server).bytes > 0)) {
    wait_as(entry, Patience::established);
  }
}

// The flow is over; it waits a little, so that packets that come late do not open a new one.
void Table::State::end(Entry& entry, Why why, event::Moment at) {
  flush(entry, at);
  entry.over = true;
  entry.end = why;
  wait_as(entry, Patience::closed);
}

void Table::State::flush(Entry& entry, event::Moment at) {
  for (const Side side : {Side::client, Side::server}) {
    Shown shown(entry.flow, side, at, observer);
    entry.streams[event::index(side)].flush(common, shown);
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
  for (Entry* entry : left)
    close(*entry, entry->end != Why::timed_out ? entry->end : Why::input_ended, at);
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
