#include "flow/stream.h"

#include <algorithm>

#include "flow/overlap.h"

namespace cordon::flow {
namespace {

// A hole that the receiver has acknowledged may still be filled by a packet that the capture holds
// out of order; so it is given this much time or this many later pieces.
constexpr Duration kHolePatience = 1s;
constexpr std::size_t kPiecesBehindHole = 4;

Bytes part(Bytes bytes, std::uint64_t at, Range range) {
  return bytes.subspan(range.from - at, range.to - range.from);
}

}  // namespace

void Stream::start(std::uint32_t sequence) {
  started_ = true;
  first_ = sequence;
  end_ = -1;
  acked_ = 0;
}

// Relative to the next byte, so that half the sequence space counts as before it.
std::int64_t Stream::offset_of(std::uint32_t sequence) const {
  const auto expected = static_cast<std::uint32_t>(first_ + next_);
  return static_cast<std::int64_t>(next_) + static_cast<std::int32_t>(sequence - expected);
}

// The offset behind all that we know to have been sent.
std::int64_t Stream::furthest() const {
  std::int64_t most = std::max({static_cast<std::int64_t>(next_), end_, acked_});
  if (waiting_ != nullptr) {
    const auto& [offset, piece] = *waiting_->rbegin();
    most = std::max(most, static_cast<std::int64_t>(offset + piece.bytes.size()));
  }
  return most;
}

// One before the next byte is where a RST stands that answers a FIN or a keep-alive.
bool Stream::takes_reset(std::uint32_t sequence) const {
  if (!started_) return true;
  const std::int64_t at = offset_of(sequence);
  return at >= static_cast<std::int64_t>(next_) - 1 && at <= furthest() + kMostResetAhead;
}

void Stream::hand_on(Bytes bytes, event::Moment at, Reassembly& common, StreamSink& sink) {
  const std::uint64_t offset = next_;
  next_ += bytes.size();
  common.counters.stream_bytes += bytes.size();
  sink.bytes(offset, bytes, at);
}

void Stream::hole_to(std::uint64_t offset, Reassembly& common, StreamSink& sink) {
  if (offset <= next_) return;
  const std::uint64_t from = next_, size = offset - next_;
  next_ = offset;
  ++common.counters.gaps;
  common.counters.gap_bytes += size;
  sink.gap(from, size);
}

void Stream::hand_on_waiting(Reassembly& common, StreamSink& sink) {
  if (waiting_ == nullptr) return;
  while (!waiting_->empty() && waiting_->begin()->first <= next_) {
    const auto piece = waiting_->extract(waiting_->begin());
    const Bytes bytes = piece.mapped().bytes;
    forget(bytes.size(), common);
    const Bytes fresh = tail(bytes, next_ - piece.key());
    if (!fresh.empty()) hand_on(fresh, piece.mapped().at, common, sink);
  }
  if (waiting_->empty()) {
    waiting_.reset();
    hole_since_ = kNoTime;
  }
}

void Stream::give_up_hole(Time now, Reassembly& common, StreamSink& sink) {
  hole_to(waiting_->begin()->first, common, sink);
  hand_on_waiting(common, sink);
  if (waiting_ != nullptr) hole_since_ = now;  // the next hole is a new one
}

// The capture lacks the bytes up to `end`, except for what waits.
void Stream::lacks(std::int64_t end, Reassembly& common, StreamSink& sink) {
  while (static_cast<std::int64_t>(next_) < end) {
    const auto to = static_cast<std::uint64_t>(end);
    hole_to(waiting_ != nullptr ? std::min(to, waiting_->begin()->first) : to, common, sink);
    hand_on_waiting(common, sink);
  }
}

void Stream::forget(std::size_t bytes, Reassembly& common) {
  held_ -= bytes + kPieceCost;
  common.used -= bytes + kPieceCost;
}

bool Stream::fits(std::size_t bytes, const Reassembly& common) const {
  const std::size_t cost = bytes + kPieceCost;
  return held_ + cost <= common.most_each && common.used + cost <= common.most;
}

void Stream::put(std::uint64_t offset, Bytes bytes, event::Moment at, Reassembly& common) {
  held_ += bytes.size() + kPieceCost;
  common.used += bytes.size() + kPieceCost;
  waiting_->emplace(offset, Piece{at, copy_of(bytes)});
}

// Takes [from, to) out of a piece; gives the first piece behind it.
Stream::Waiting::iterator Stream::clear(Waiting::iterator piece, std::uint64_t from,
                                        std::uint64_t to, Reassembly& common) {
  const std::uint64_t at = piece->first;
  const Piece old = std::move(piece->second);
  const std::uint64_t end = at + old.bytes.size();
  const auto behind = waiting_->erase(piece);
  forget(old.bytes.size(), common);
  if (at < from) put(at, part(old.bytes, at, {at, from}), old.at, common);
  if (to < end) put(to, part(old.bytes, at, {to, end}), old.at, common);
  return behind;
}

// One walk over what waits there, however many pieces: `free` is what of the segment is not yet
// settled.
void Stream::keep(std::uint64_t offset, Bytes bytes, event::Moment at, Reassembly& common) {
  if (waiting_ == nullptr) waiting_ = std::make_unique<Waiting>();
  const Range whole{offset, offset + bytes.size()};
  std::uint64_t free = whole.from;
  auto piece = waiting_->upper_bound(offset);
  if (piece != waiting_->begin()) --piece;
  while (piece != waiting_->end() && piece->first < whole.to) {
    const Bytes old = piece->second.bytes;
    const Range earlier{piece->first, piece->first + old.size()};
    const Range both{std::max(whole.from, earlier.from), std::min(whole.to, earlier.to)};
    if (both.from >= both.to) {
      ++piece;
      continue;
    }
    ++common.counters.overlaps;
    const Bytes ours = part(bytes, offset, both), theirs = part(old, earlier.from, both);
    common.counters.conflicting_overlaps += !std::equal(ours.begin(), ours.end(), theirs.begin());
    if (later_wins(common.policy, whole, earlier)) {
      piece = clear(piece, both.from, both.to, common);
    } else {
      if (free < both.from) put(free, part(bytes, offset, {free, both.from}), at, common);
      free = both.to;
      ++piece;
    }
  }
  if (free < whole.to) put(free, part(bytes, offset, {free, whole.to}), at, common);
}

// A segment behind a hole. Where there is no room for it, the oldest holes are given up until there
// is; where even that does not help (other streams hold the memory), the hole before it is.
void Stream::add_early(std::uint64_t offset, Bytes payload, event::Moment at, Time now,
                       Reassembly& common, StreamSink& sink) {
  while (waiting_ != nullptr && !fits(payload.size(), common) && next_ < offset) {
    ++common.counters.holes_given_up;
    give_up_hole(now, common, sink);
  }
  if (offset + payload.size() <= next_) {  // all of it waited already
    ++common.counters.retransmitted_segments;
    return;
  }
  if (!fits(payload.size(), common)) {
    common.counters.holes_given_up += offset > next_;
    hole_to(offset, common, sink);
    hand_on(tail(payload, next_ - offset), at, common, sink);
  } else {
    const std::uint64_t from = std::max(offset, next_);
    if (hole_since_ == kNoTime) hole_since_ = now;
    keep(from, tail(payload, from - offset), at, common);
  }
  hand_on_waiting(common, sink);
}

void Stream::add(std::uint32_t sequence, Bytes payload, std::uint32_t missing, event::Moment at,
                 Time now, Reassembly& common, StreamSink& sink) {
  if (!started_) start(sequence);
  const std::int64_t from = offset_of(sequence);
  const auto next = static_cast<std::int64_t>(next_);
  Table::Counters& counters = common.counters;
  if (payload.empty() && missing == 0) {
    counters.keep_alives += from == next - 1 && next > 0 && !complete();
    return;
  }
  if (from > next + kMostAhead) {
    ++counters.dropped_segments;
    return;
  }
  if (end_ >= 0) {  // data behind a FIN is none
    payload = from >= end_ ? Bytes{} : head(payload, static_cast<std::size_t>(end_ - from));
    if (from + static_cast<std::int64_t>(payload.size()) >= end_) missing = 0;
  }
  const std::int64_t to = from + static_cast<std::int64_t>(payload.size());
  if (to <= next) {
    if (!payload.empty())
      ++(payload.size() == 1 && from == next - 1 ? counters.keep_alives
                                                 : counters.retransmitted_segments);
  } else if (from <= next) {
    counters.overlaps += from < next;
    const Bytes fresh = tail(payload, static_cast<std::size_t>(next - from));
    if (waiting_ == nullptr || waiting_->begin()->first >= static_cast<std::uint64_t>(to)) {
      hand_on(fresh, at, common, sink);
    } else {
      add_early(next_, fresh, at, now, common, sink);
    }
    hand_on_waiting(common, sink);
  } else {
    ++counters.out_of_order_segments;
    if (!payload.empty())
      add_early(static_cast<std::uint64_t>(from), payload, at, now, common, sink);
  }
  if (missing > 0 && to <= static_cast<std::int64_t>(next_)) lacks(to + missing, common, sink);
}

void Stream::finish_at(std::uint32_t sequence, Time now) {
  if (!started_ || end_ >= 0) return;
  const std::int64_t end = offset_of(sequence);
  if (end < static_cast<std::int64_t>(next_) || end > furthest() + kMostAhead) return;
  end_ = end;
  if (!complete() && hole_since_ == kNoTime) hole_since_ = now;
}

void Stream::acknowledged(std::uint32_t sequence, Time now, Reassembly& common, StreamSink& sink) {
  if (!started_) {
    start(sequence);
    return;
  }
  const std::int64_t acked = offset_of(sequence);
  if (acked <= acked_ || acked > static_cast<std::int64_t>(next_) + kMostAhead) {
    if (hole_since_ == kNoTime) return;  // the usual case: an acknowledgment that says nothing new
  } else {
    acked_ = acked;
  }
  if (hole_since_ == kNoTime) return;
  const bool patient = now - hole_since_ < kHolePatience;
  if (waiting_ != nullptr) {
    if (acked_ < static_cast<std::int64_t>(waiting_->begin()->first)) return;
    if (patient && waiting_->size() < kPiecesBehindHole) return;
    give_up_hole(now, common, sink);
  } else if (end_ >= 0 && acked_ >= end_ && !patient) {
    lacks(end_, common, sink);
  }
}

void Stream::flush(Reassembly& common, StreamSink& sink) {
  while (waiting_ != nullptr) give_up_hole(kNoTime, common, sink);
  if (next_ == 0 && end_ < 0) return;  // of a side that sent nothing we know nothing
  // One byte more than was seen may be the acknowledgment of a FIN that was not seen.
  const auto next = static_cast<std::int64_t>(next_);
  lacks(end_ >= 0 ? end_ : acked_ > next + 1 ? acked_ : next, common, sink);
}

}  // namespace cordon::flow
