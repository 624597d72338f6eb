// The latest bytes that were sifted, so that what turns out to be suspect can still be read.
//
// A ring: pieces of streams and datagrams in the order in which they came, at most `capacity` bytes
// of them, taken from the system as they come; older ones give way. Owns its bytes; what heads()
// gives are copies. Threads: one a shard.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <deque>
#include <string>

#include "base/lazy_zeros.h"
#include "event/flow.h"

namespace cordon::sift {

/// Of one direction of a flow.
struct HalfFlow {
  std::uint64_t flow = 0;
  event::Side from = event::Side::client;
  friend bool operator==(const HalfFlow&, const HalfFlow&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const HalfFlow& half) {
    return H::combine(std::move(h), half.flow, half.from);
  }
};

class RecentBytes {
 public:
  explicit RecentBytes(std::size_t capacity) : ring_(capacity) {}

  void add(const HalfFlow& half, Bytes bytes);
  /// Fills in the bytes that are still here, in their order, at most `most` of each; of pieces from
  /// `since` on (a number that pieces() gave before; 0: all).
  void heads(absl::flat_hash_map<HalfFlow, std::string>& wanted, std::size_t most,
             std::uint64_t since = 0) const;
  /// How many pieces were added so far.
  std::uint64_t pieces() const { return gone_ + pieces_.size(); }

 private:
  void drop() {
    pieces_.pop_front();
    ++gone_;
  }
  struct Piece {
    HalfFlow half;
    std::size_t at, size;  // in the ring
  };
  std::size_t next_ = 0;
  LazyZeros<std::uint8_t> ring_;
  std::deque<Piece> pieces_;
  std::uint64_t gone_ = 0;  // pieces that gave way
};

}  // namespace cordon::sift
