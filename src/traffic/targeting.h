// Whom an infected host of an unknown worm probes next. Threads: one.
//
// random: anywhere in the network, or in the world. local: half of the probes near by, three of
// eight in the network, the rest in the world (Code Red II's shares). sequential: address by
// address, from near by (four of ten) or from anywhere in the network (Blaster). hitlist: only
// servers that run the service, each infected host in an order of its own (Staniford, Paxson,
// Weaver 2002). The world is class E, which nobody has: nothing real is named.
#pragma once

#include <string_view>
#include <vector>

#include "traffic/sparse_fleet.h"

namespace cordon::traffic {

enum class Targeting : std::uint8_t { random, local, sequential, hitlist };

Result<Targeting> parse_targeting(std::string_view text);
std::string_view name_of(Targeting targeting);

class Targets {
 public:
  Targets(Targeting targeting, const SparseFleet& fleet, double fleet_share);

  /// Where a host is in its order, if it has one.
  struct Course {
    std::uint64_t at = 0, step = 1;
  };
  Course course_of(const net::Address& host, Random& random) const;
  /// An attacker from outside has no neighbours and leaves the world alone.
  net::Address next(const net::Address& host, Course& course, Random& random) const;

 private:
  net::Address within(std::uint64_t place) const;
  net::Address near(const net::Address& host, Random& random) const;

  Targeting targeting_;
  const SparseFleet& fleet_;
  double fleet_share_;
  std::uint64_t size_;                  // addresses of the network
  int near_length_;                     // of the prefix that is near by
  std::vector<net::Address> hit_list_;  // servers that run the service
};

}  // namespace cordon::traffic
