// Passing on: whether a host sends on what it is sent, by habit.
//
// Gossip, replication, scattered queries and mail do; there a content that is sent on proves little
// about who sends it. It is told by the other contents of the service: those that were passed on by
// hosts whose receipt is another than that of the content in question, for a worm's pieces are
// received together. What one host does is its own habit; what several do is the service's. Of some
// services it is known by their nature. Pure. Bounds: those of the suspicions.
#pragma once

#include <map>
#include <vector>

#include "detect/turned_by.h"
#include "sift/passage.h"

namespace cordon::detect {

/// Flows of a service that must have been answered before its hosts are held to pass nothing on.
inline constexpr std::uint64_t kKnownFromFlows = 10;

class PassingOn {
 public:
  /// Who sent a content without having been seen to receive it.
  struct Unasked {
    std::size_t ours = 0, all = 0;
  };
  /// Adds what became of one content: who passed it on, and who said it of themselves.
  void add(const sift::Service& service, const std::vector<TurnedBy>& passed_on,
           const Unasked& unasked);
  /// Whether its hosts do so by their nature: a list, or a question, may be the first in hours.
  static bool is_nature_of(const sift::Service& service);
  /// Of a host that passed on the content whose journey this is.
  bool is_habit(const sift::Service& service, const net::Address& host,
                const Journey& journey) const;

 private:
  struct Receipt {
    net::Address host;
    Time at;
    bool to_more;  // hosts than times it came
  };
  std::map<sift::Service, std::vector<Receipt>> passed_on_;
};

}  // namespace cordon::detect
