// A stream reader: reads both directions of one TCP flow as one protocol, and shows its messages.
// It lives in the flow's slot and dies with it. Bytes are borrowed while a call runs.
#pragma once

#include "event/observer.h"
#include "proto/counters.h"

namespace cordon::proto {

/// What every reader of a worker shares.
struct Context {
  const event::Demand& demand;
  event::Observer& next;
  Counters& counters;
};

class StreamReader : public event::Attachment {
 public:
  virtual void chunk(const event::StreamChunk& chunk) = 0;
  virtual void gap(const event::StreamGap& gap) = 0;
  virtual void closed(const event::FlowClosed&) {}
};

/// Whether the first bytes of a side are of a protocol.
enum class Verdict : std::uint8_t { no, more, yes };

}  // namespace cordon::proto
