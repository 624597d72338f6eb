// One direction of a TCP flow: segments in any order -> bytes in order, holes as values.
//
// In-order bytes are handed on as they lie in the packet, without a copy. What comes too early is
// copied and waits, bounded per direction and, through `Memory`, over all flows. Bytes that overlap
// with waiting ones are resolved as the target's system would (OverlapPolicy); bytes that were
// handed on stay as they are. Offsets are 64 bits wide and count from the first byte seen; sequence
// numbers wrap (RFC 9293). Threads: with its flow.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "flow/table.h"

namespace cordon::flow {

/// What all streams of a table hold together.
struct Memory {
  std::size_t most = 0;
  std::size_t most_each = 0;
  std::size_t used = 0;
};

/// Who is shown what a stream brings, in order.
class StreamSink {
 public:
  virtual ~StreamSink() = default;
  virtual void bytes(std::uint64_t offset, Bytes bytes) = 0;
  virtual void gap(std::uint64_t offset, std::uint64_t size) = 0;
};

class Stream {
 public:
  bool started() const { return started_; }
  /// The sequence number of the first byte.
  void start(std::uint32_t sequence);

  /// A segment's payload; `missing` bytes behind it were announced and not captured.
  void add(std::uint32_t sequence, Bytes payload, std::uint32_t missing, Time now,
           OverlapPolicy policy, Memory& memory, Table::Counters& counters, StreamSink& sink);
  /// The other side has everything before `sequence`: what we lack of that, the capture lost.
  void acknowledged(std::uint32_t sequence, Time now, Memory& memory, Table::Counters& counters,
                    StreamSink& sink);
  /// No byte comes at or behind `sequence`.
  void finish_at(std::uint32_t sequence) { end_ = offset_of(sequence); }
  /// All bytes up to the end have been handed on.
  bool complete() const { return end_ >= 0 && next_ >= static_cast<std::uint64_t>(end_); }
  /// Hands on what waits, with the holes before it.
  void flush(Memory& memory, Table::Counters& counters, StreamSink& sink);
  /// Frees what waits, without handing it on.
  void drop(Memory& memory);

 private:
  using Waiting = std::map<std::uint64_t, std::vector<std::uint8_t>>;  // by offset; none overlap

  std::int64_t offset_of(std::uint32_t sequence) const;
  void hand_on(std::uint64_t offset, Bytes bytes, Table::Counters& counters, StreamSink& sink);
  void hand_on_waiting(Memory& memory, Table::Counters& counters, StreamSink& sink);
  void hole_to(std::uint64_t offset, Table::Counters& counters, StreamSink& sink);
  void keep(std::uint64_t offset, Bytes bytes, OverlapPolicy policy, Memory& memory,
            Table::Counters& counters);

  bool started_ = false;
  std::uint32_t first_ = 0;  // sequence number of offset 0
  std::uint64_t next_ = 0;   // offset of the next byte to hand on
  std::int64_t end_ = -1;    // offset behind the last byte; -1: not known
  std::size_t waiting_bytes_ = 0;
  Time hole_since_ = kNoTime;
  std::unique_ptr<Waiting> waiting_;
};

}  // namespace cordon::flow
