// Is the traffic seen in one direction only? Then every contact looks unanswered, and tests that
// live of failures must say nothing.
//
// Two signs. TCP clients that were never answered send payload: they were answered, out of sight
// (from kOneWayShare of the openings on, until it falls below a fifth of that). And of at least
// kOneWayClients clients of ours hardly one was ever answered: scanners of ours alone would have to
// be so many. Attempts into a dark network from outside are no sign: nobody answers there.
// Bounds: constant memory; recent openings weigh more (halved every kOneWayWindow). Threads: one.
#pragma once

#include "scan/opening.h"
#include "sketch/distinct.h"

namespace cordon::scan {

inline constexpr double kOneWayShare = 0.1;
inline constexpr std::uint32_t kLeastSpoke = 16;
inline constexpr std::uint32_t kOneWayWindow = 2048;
inline constexpr double kOneWayClients = 12;

class OneWay {
 public:
  /// Any opening.
  void see(const Opening& opening) {
    if (opening.protocol != net::Protocol::tcp) return;
    spoke_ += opening.spoke_unanswered;
    if (++openings_ % kLook == 0) look();
  }
  /// A first contact of ours, too; `client`: a mixed hash of it.
  void see_ours(const Opening& opening, std::uint64_t client) {
    if (opening.protocol != net::Protocol::tcp) return;
    clients_.add(client);
    if (!opening.failed()) answered_.add(client);
  }
  bool one_way() const { return one_way_; }

 private:
  static constexpr std::uint32_t kLook = 64;

  void look() {
    const double share = static_cast<double>(spoke_) / openings_;
    const bool heard =
        spoke_ >= kLeastSpoke && share >= (one_way_ ? kOneWayShare / 5 : kOneWayShare);
    const double clients = clients_.estimate();
    const bool deaf = clients >= kOneWayClients && answered_.estimate() * 16 < clients;
    one_way_ = heard || deaf;
    if (openings_ < kOneWayWindow) return;
    openings_ /= 2;
    spoke_ /= 2;
  }

  std::uint32_t openings_ = 0, spoke_ = 0;
  sketch::DistinctCounter clients_, answered_;  // of ours
  bool one_way_ = false;
};

}  // namespace cordon::scan
