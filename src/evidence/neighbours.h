// Neighbours: who asked for whom on his own network, and whether anybody answered.
//
// Before a host reaches a neighbour it asks for its hardware address; where nobody has that
// address, the asking is all that is ever seen: a worm that tries its own network asks for many.
// Bounds: the first kMostAsked pairs, and as many that answered (floods with forged addresses);
// others are counted. Once some who answered are not known, nobody is said to be absent. Owns its
// records. Threads: one owner; order matters only where the bound is reached.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <vector>

#include "base/time.h"
#include "net/address.h"

namespace cordon::evidence {

inline constexpr std::size_t kMostAsked = 1 << 17;

/// One host asked for another. Plain value.
struct Asked {
  net::Address asker, target;
  Time first{};
  std::uint64_t first_frame = 0;
};

class Neighbours {
 public:
  explicit Neighbours(std::size_t most = kMostAsked) : most_(most) {}

  /// A request; announcements of one's own address and questions of nobody are no asking.
  void ask(const net::Address& asker, const net::Address& target, Time time, std::uint64_t frame);
  /// Somebody has this address.
  void answer(const net::Address& who);

  /// By time, then frame: whom nobody was seen to be.
  std::vector<Asked> unanswered() const;
  /// Questions and answers.
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  std::size_t most_;
  absl::flat_hash_map<std::pair<net::Address, net::Address>, Asked> asked_;
  absl::flat_hash_set<net::Address> alive_;
  bool all_alive_known_ = true;
  std::uint64_t not_kept_ = 0;
};

}  // namespace cordon::evidence
