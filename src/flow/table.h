// The flow table: packets -> flows, and TCP segments -> ordered streams, shown to an Observer.
//
// Client and server: who sends the first SYN is the client; a SYN-ACK alone makes its sender the
// server; mid-stream and datagrams, the first sender is the client unless only its port is a
// well-known service port. (The stated rule is in table.cc.)
// Bounds: `most_flows` flows and `most_stream_memory` bytes of out-of-order data; beyond them the
// idlest flow goes, and it is counted. Time-outs by state run on the latest packet time so far.
// Threads: one table, one worker.
#pragma once

#include <cstddef>
#include <memory>

#include "decode/packet.h"
#include "event/observer.h"

namespace cordon::flow {

/// How overlapping segments with unlike bytes are resolved: as the target's system does.
/// Source: Novak, Sturges, "Target-Based TCP Stream Reassembly" (2007).
enum class OverlapPolicy : std::uint8_t { first, last, bsd, linux, windows };

struct TableOptions {
  std::size_t most_flows = 1 << 20;           // stops: SYN floods and scans
  std::size_t most_stream_memory = 64 << 20;  // stops: streams full of holes
  std::size_t most_flow_memory = 1 << 20;     // of one direction's out-of-order data
  OverlapPolicy overlap = OverlapPolicy::bsd;
};

class Table {
 public:
  /// `observer` must outlive the table.
  Table(const TableOptions& options, const event::Demand& demand, event::Observer& observer);
  ~Table();

  /// Packets in the order of their frames. Those without a transport header are counted only.
  void add(const decode::Packet& packet);
  /// Lets time pass where no packet came: closes what has been idle too long.
  void advance(event::Moment now);
  /// Closes every flow that is left, in the order of their first frames.
  void finish(event::Moment now);

  struct Counters {
    std::uint64_t flows = 0, tcp = 0, udp = 0, icmp = 0, other = 0;
    std::uint64_t evicted = 0, timed_out = 0;
    std::uint64_t midstream = 0, one_sided = 0;
    std::uint64_t stream_bytes = 0, gap_bytes = 0, gaps = 0;
    std::uint64_t retransmitted_segments = 0, overlaps = 0, conflicting_overlaps = 0;
    std::uint64_t out_of_order_segments = 0, keep_alives = 0;
    std::uint64_t dropped_segments = 0;  // too far ahead to belong to the stream
    std::uint64_t holes_given_up = 0;    // for want of memory
    std::uint64_t ignored_resets = 0;    // out of the window: their target ignores them too
    std::uint64_t peak_flows = 0;
  };
  const Counters& counters() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Zeek's connection state ("SF", "S0", "REJ", ...) of a flow that is over.
std::string_view zeek_state(const event::Flow& flow);

}  // namespace cordon::flow
