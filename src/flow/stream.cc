#include "flow/stream.h"

#include <algorithm>

namespace cordon::flow {
namespace {

// A hole that the receiver has acknowledged may still be filled by a packet that the capture holds
// out of order; so it is given this much time or this many later pieces.
constexpr Duration kHolePatience = 1s;
constexpr std::size_t kPiecesBehindHole = 4;

// Whether the later segment's bytes replace the earlier one's where both have some.
bool later_wins(OverlapPolicy policy, std::uint64_t new_from, std::uint64_t new_to,
                std::uint64_t old_from, std::uint64_t old_to) {
  switch (policy) {
    case OverlapPolicy::first: return false;
    case OverlapPolicy::last: return true;
    case OverlapPolicy::bsd: return new_from < old_from;
    case OverlapPolicy::linux: return new_from <= old_from;
    case OverlapPolicy::windows: return new_from < old_from && new_to > old_to;
  }
  return false;
}

using Pieces = std::vector<std::pair<std::uint64_t, std::vector<std::uint8_t>>>;

// What is left of a piece when [from, to) is taken out of it.
void cut_out(const std::vector<std::uint8_t>& bytes, std::uint64_t at, std::uint64_t from,
             std::uint64_t to, Pieces& left) {
  const std::uint64_t end = at + bytes.size();
  if (at < from)
    left.emplace_back(
        at, std::vector<std::uint8_t>(bytes.begin(),
                                      bytes.begin() + static_cast<std::ptrdiff_t>(from - at)));
  if (to < end)
    left.emplace_back(to, std::vector<std::uint8_t>(
                              bytes.begin() + static_cast<std::ptrdiff_t>(to - at), bytes.end()));
}

}  // namespace

void Stream::start(std::uint32_t sequence) {
  started_ = true;
  first_ = sequence;
}

// Relative to the next byte, so that half the sequence space counts as before it.
std::int64_t Stream::offset_of(std::uint32_t sequence) const {
  const auto expected = static_cast<std::uint32_t>(first_ + next_);
  return static_cast<std::int64_t>(next_) + static_cast<std::int32_t>(sequence - expected);
}

void Stream::hand_on(std::uint64_t offset, Bytes bytes, Table::Counters& counters,
                     StreamSink& sink) {
  next_ = offset + bytes.size();
  counters.stream_bytes += bytes.size();
  sink.bytes(offset, bytes);
}

void Stream::hole_to(std::uint64_t offset, Table::Counters& counters, StreamSink& sink) {
  if (offset <= next_) return;
  const std::uint64_t from = next_, size = offset - next_;
  next_ = offset;
  ++counters.gaps;
  counters.gap_bytes += size;
  sink.gap(from, size);
}

void Stream::hand_on_waiting(Memory& memory, Table::Counters& counters, StreamSink& sink) {
  if (waiting_ == nullptr) return;
  while (!waiting_->empty() && waiting_->begin()->first <= next_) {
    const auto piece = waiting_->extract(waiting_->begin());
    waiting_bytes_ -= piece.mapped().size();
    memory.used -= piece.mapped().size();
    const Bytes fresh = tail(piece.mapped(), next_ - piece.key());
    if (!fresh.empty()) hand_on(next_, fresh, counters, sink);
  }
  if (waiting_->empty()) {
    waiting_.reset();
    hole_since_ = kNoTime;
  }
}

void Stream::keep(std::uint64_t offset, Bytes bytes, OverlapPolicy policy, Memory& memory,
                  Table::Counters& counters) {
  if (waiting_ == nullptr) waiting_ = std::make_unique<Waiting>();
  const std::uint64_t end = offset + bytes.size();
  Pieces fresh{{offset, copy_of(bytes)}};
  auto at = waiting_->lower_bound(offset);
  if (at != waiting_->begin() && std::prev(at)->first + std::prev(at)->second.size() > offset) --at;
  Pieces put_back;
  while (at != waiting_->end() && at->first < end) {
    const std::uint64_t from = std::max(offset, at->first);
    const std::uint64_t to = std::min(end, at->first + at->second.size());
    ++counters.overlaps;
    counters.conflicting_overlaps +=
        !std::equal(at->second.begin() + static_cast<std::ptrdiff_t>(from - at->first),
                    at->second.begin() + static_cast<std::ptrdiff_t>(to - at->first),
                    bytes.begin() + static_cast<std::ptrdiff_t>(from - offset));
    if (later_wins(policy, offset, end, at->first, at->first + at->second.size())) {
      cut_out(at->second, at->first, from, to, put_back);
      waiting_bytes_ -= at->second.size();
      memory.used -= at->second.size();
      at = waiting_->erase(at);
    } else {
      Pieces left;
      for (const auto& [place, part] : fresh) {
        if (place + part.size() <= from || place >= to) {
          left.emplace_back(place, part);
        } else {
          cut_out(part, place, from, to, left);
        }
      }
      fresh = std::move(left);
      ++at;
    }
  }
  for (Pieces* pieces : {&fresh, &put_back})
    for (auto& [place, part] : *pieces) {
      waiting_bytes_ += part.size();
      memory.used += part.size();
      waiting_->emplace(place, std::move(part));
    }
}

void Stream::add(std::uint32_t sequence, Bytes payload, std::uint32_t missing, Time now,
                 OverlapPolicy policy, Memory& memory, Table::Counters& counters,
                 StreamSink& sink) {
  if (!started_) start(sequence);
  std::int64_t at = offset_of(sequence);
  if (end_ >= 0)
    payload = at >= end_ ? Bytes{} : head(payload, static_cast<std::size_t>(end_ - at));
  if (payload.empty()) return;
  const auto next = static_cast<std::int64_t>(next_);
  if (at + static_cast<std::int64_t>(payload.size()) <= next) {
    ++(payload.size() == 1 && at == next - 1 ? counters.keep_alives
                                             : counters.retransmitted_segments);
    return;
  }
  if (at < next) {  // partly seen before
    ++counters.overlaps;
    payload = tail(payload, static_cast<std::size_t>(next - at));
    at = next;
  }
  if (at == next && (waiting_ == nullptr || waiting_->begin()->first >= next_ + payload.size())) {
    hand_on(next_, payload, counters, sink);
    if (missing > 0) hole_to(next_ + missing, counters, sink);
    hand_on_waiting(memory, counters, sink);
    return;
  }
  ++counters.out_of_order_segments;
  if (waiting_bytes_ + payload.size() > memory.most_each ||
      memory.used + payload.size() > memory.most) {
    flush(memory, counters, sink);  // the hole is given up, and room is made
    const auto place = static_cast<std::uint64_t>(at);
    if (place + payload.size() <= next_) {
      ++counters.dropped_segments;
      return;
    }
    hole_to(place, counters, sink);
    hand_on(next_, tail(payload, next_ - place), counters, sink);
    return;
  }
  if (hole_since_ == kNoTime) hole_since_ = now;
  keep(static_cast<std::uint64_t>(at), payload, policy, memory, counters);
  hand_on_waiting(memory, counters, sink);
}

void Stream::acknowledged(std::uint32_t sequence, Time now, Memory& memory,
                          Table::Counters& counters, StreamSink& sink) {
  if (!started_) {
    start(sequence);
    return;
  }
  if (waiting_ == nullptr) return;
  const std::int64_t acked = offset_of(sequence);
  const std::uint64_t first = waiting_->begin()->first;
  if (acked < static_cast<std::int64_t>(first)) return;
  if (waiting_->size() < kPiecesBehindHole && now - hole_since_ < kHolePatience) return;
  hole_to(first, counters, sink);
  hand_on_waiting(memory, counters, sink);
}

void Stream::flush(Memory& memory, Table::Counters& counters, StreamSink& sink) {
  while (waiting_ != nullptr) {
    hole_to(waiting_->begin()->first, counters, sink);
    hand_on_waiting(memory, counters, sink);
  }
}

void Stream::drop(Memory& memory) {
  memory.used -= waiting_bytes_;
  waiting_bytes_ = 0;
  waiting_.reset();
}

}  // namespace cordon::flow
