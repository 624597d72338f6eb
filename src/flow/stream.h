// One direction of a TCP flow: segments in any order -> bytes in order, holes as values.
//
// In-order bytes are handed on as they lie in the packet, without a copy. What comes too early is
// copied and waits, bounded per direction and over all flows (Reassembly). Bytes that overlap with
// waiting ones are resolved as the target's system would (overlap.h); bytes that were handed on
// stay as they are. Offsets are 64 bits wide and count from the first byte seen; sequence numbers
// wrap (RFC 9293). Threads: with its flow.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "event/flow.h"
#include "flow/table.h"

namespace cordon::flow {

/// What a piece that waits costs beside its bytes: a node of the map, a vector, two allocations.
/// Stops: a stream of one-byte segments that holds a hundred times what its bytes count.
inline constexpr std::size_t kPieceCost = 128;

/// How far ahead of what was handed on a sequence number can be: the largest window (RFC 7323).
/// Stops: one forged segment that makes the rest of the stream look old.
inline constexpr std::int64_t kMostAhead = std::int64_t{1} << 30;

/// How far ahead a RST can be: a target takes one only within its window, which is seldom larger.
/// Stops: a RST that the target ignores and that blinds us (RFC 5961).
inline constexpr std::int64_t kMostResetAhead = std::int64_t{1} << 20;

/// What all streams of a table have in common.
struct Reassembly {
  OverlapPolicy policy;
  std::size_t most;       // bytes that wait, with what they cost, over all streams
  std::size_t most_each;  // of one stream
  Table::Counters& counters;
  std::size_t used = 0;
};

/// Who is shown what a stream brings, in order.
class StreamSink {
 public:
  virtual ~StreamSink() = default;
  /// `at` is the packet that brought these bytes.
  virtual void bytes(std::uint64_t offset, Bytes bytes, event::Moment at) = 0;
  virtual void gap(std::uint64_t offset, std::uint64_t size) = 0;
};

class Stream {
 public:
  bool started() const { return started_; }
  /// The sequence number of the first byte.
  void start(std::uint32_t sequence);
  /// Whether a SYN can still say where the stream begins: nothing was handed on, nothing waits.
  bool untouched() const { return next_ == 0 && waiting_ == nullptr; }
  /// Whether this stream begins at `sequence`, as a repeated or late SYN of it says.
  bool begins_at(std::uint32_t sequence) const { return started_ && first_ == sequence; }

  /// A segment's payload; `missing` bytes behind it were announced and not captured. `now` never
  /// goes backwards; `at.time` may.
  void add(std::uint32_t sequence, Bytes payload, std::uint32_t missing, event::Moment at, Time now,
           Reassembly& common, StreamSink& sink);
  /// The other side has everything before `sequence`: what we lack of that, the capture lost.
  void acknowledged(std::uint32_t sequence, Time now, Reassembly& common, StreamSink& sink);
  /// No byte comes at or behind `sequence`. The first such word counts.
  void finish_at(std::uint32_t sequence, Time now);
  /// All bytes up to the end have been handed on.
  bool complete() const { return end_ >= 0 && next_ >= static_cast<std::uint64_t>(end_); }
  /// Whether a target would take a RST with this sequence number.
  bool takes_reset(std::uint32_t sequence) const;
  /// Hands on what waits, with the holes before it and behind it: nothing more will come.
  void flush(Reassembly& common, StreamSink& sink);

 private:
  struct Piece {
    event::Moment at;
    std::vector<std::uint8_t> bytes;
  };
  using Waiting = std::map<std::uint64_t, Piece>;  // by offset; none overlap

  std::int64_t offset_of(std::uint32_t sequence) const;
  std::int64_t furthest() const;
  bool fits(std::size_t bytes, const Reassembly& common) const;
  void hand_on(Bytes bytes, event::Moment at, Reassembly& common, StreamSink& sink);
  void hand_on_waiting(Reassembly& common, StreamSink& sink);
  void hole_to(std::uint64_t offset, Reassembly& common, StreamSink& sink);
  void give_up_hole(Time now, Reassembly& common, StreamSink& sink);
  void lacks(std::int64_t end, Reassembly& common, StreamSink& sink);
  void add_early(std::uint64_t offset, Bytes payload, event::Moment at, Time now,
                 Reassembly& common, StreamSink& sink);
  void keep(std::uint64_t offset, Bytes bytes, event::Moment at, Reassembly& common);
  Waiting::iterator clear(Waiting::iterator piece, std::uint64_t from, std::uint64_t to,
                          Reassembly& common);
  void put(std::uint64_t offset, Bytes bytes, event::Moment at, Reassembly& common);
  void forget(std::size_t bytes, Reassembly& common);

  bool started_ = false;
  std::uint32_t first_ = 0;    // sequence number of offset 0
  std::uint64_t next_ = 0;     // offset of the next byte to hand on
  std::int64_t end_ = -1;      // offset behind the last byte; -1: not known
  std::int64_t acked_ = 0;     // the other side has everything before this offset
  std::size_t held_ = 0;       // bytes that wait, with what they cost
  Time hole_since_ = kNoTime;  // when the hole at next_ was first seen
  std::unique_ptr<Waiting> waiting_;
};

}  // namespace cordon::flow
