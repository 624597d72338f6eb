// An entry of the flow table: the flow that others see, and what only the table knows of it.
#pragma once

#include "event/flow.h"
#include "flow/key.h"
#include "flow/stream.h"

namespace cordon::flow {

/// Time-out classes: how long a flow may be idle. A list a class, so that the idlest is at its
/// front.
enum class Patience : std::uint8_t { opening, established, closed, datagram, count };

inline constexpr Duration kPatience[] = {
    75s,   // opening: a SYN and its repeats (three minutes at most, RFC 6298, but few wait so long)
    1h,    // established: as long as a quiet keep-alive
    5s,    // closed: for packets that come late
    120s,  // datagram
};

struct Entry {
  event::Flow flow;
  Key key;
  bool client_is_high = false;
  Stream streams[2];            // by event::index(Side)
  std::uint32_t first_syn = 0;  // sequence number of the client's SYN
  Patience patience = Patience::datagram;
  event::FlowClosed::Why end = event::FlowClosed::Why::timed_out;
  bool over = false;        // closed, and waiting for packets that come late
  Entry* before = nullptr;  // in its list, idler first
  Entry* after = nullptr;
};

/// A list of entries in the order of their last packet.
class IdleList {
 public:
  Entry* idlest() const { return front_; }
  void append(Entry& entry) {
    entry.before = back_;
    entry.after = nullptr;
    (back_ != nullptr ? back_->after : front_) = &entry;
    back_ = &entry;
  }
  void remove(Entry& entry) {
    (entry.before != nullptr ? entry.before->after : front_) = entry.after;
    (entry.after != nullptr ? entry.after->before : back_) = entry.before;
    entry.before = entry.after = nullptr;
  }

 private:
  Entry* front_ = nullptr;
  Entry* back_ = nullptr;
};

}  // namespace cordon::flow
