// Ordered bytes of a flow, or a hole in them, or one datagram; and the packet itself.
// Bytes are borrowed while the event is being seen.
#pragma once

#include "decode/packet.h"
#include "event/flow.h"

namespace cordon::event {

/// In-order bytes of one direction of a TCP flow, none of them seen before.
struct StreamChunk {
  Flow& flow;
  Side from;
  Moment at;             // of the frame that brought the last of these bytes
  std::uint64_t offset;  // of bytes[0] in the direction's stream, holes counted
  Bytes bytes;
};

/// Bytes that the capture lacks, between what was seen and what comes next.
struct StreamGap {
  Flow& flow;
  Side from;
  Moment at;
  std::uint64_t offset;
  std::uint64_t size;
};

/// The payload of one UDP datagram, ICMP message or SCTP packet; may be empty.
struct Datagram {
  Flow& flow;
  Side from;
  Moment at;
  Bytes bytes;
};

/// A packet that belongs to a flow. It comes before the chunks that it completes.
struct PacketSeen {
  Flow& flow;
  Side from;
  Moment at;
  const decode::Packet& packet;
};

/// A flow begins: its first packet has been counted.
struct FlowOpened {
  Flow& flow;
  Moment at;
};

/// A flow is over (closed, timed out, evicted, or the input ended). No event of it comes after.
struct FlowClosed {
  Flow& flow;
  Moment at;
  enum class Why : std::uint8_t { finished, reset, timed_out, evicted, input_ended } why;
  /// Told of so many flows at once, alike but for time and size: `flow` has the opening of the
  /// first, the end of the last, and sums. Only logs do that.
  std::uint64_t alike = 1;
};

}  // namespace cordon::event
