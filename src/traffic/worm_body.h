// What an unknown worm sends: bytes that every copy has, in some places and in order, among others
// that are drawn anew for each delivery (a polymorphic worm, Newsome, Karp, Song 2005). Inert:
// random numbers, framed as the service's messages are. Threads: plain values.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "traffic/service.h"

namespace cordon::traffic {

struct WormShape {
  std::size_t invariant = 200;  // bytes that every copy has
  std::size_t pieces = 1;       // in so many places
  std::size_t bytes = 1000;     // of a copy in all
  std::size_t segments = 1;     // over which a copy is split, at random places
};

class WormBody {
 public:
  /// Fails where the shape makes no sense for the service. The invariant is drawn by the seed.
  static Result<WormBody> draw(const WormShape& shape, const Service& service, std::uint64_t seed);

  const std::vector<std::vector<std::uint8_t>>& invariant() const { return invariant_; }
  /// A fresh copy for this victim.
  std::vector<std::uint8_t> copy(const net::Address& victim, Random& random) const;
  /// Where a copy is cut into segments, ascending; none where it is not split.
  std::vector<std::size_t> cuts(Random& random) const;

 private:
  WormBody(const WormShape& shape, const Service& service) : shape_(shape), service_(service) {}

  WormShape shape_;
  Service service_;
  std::vector<std::vector<std::uint8_t>> invariant_;
};

/// That many fresh bytes.
std::vector<std::uint8_t> random_bytes(std::size_t count, Random& random);

}  // namespace cordon::traffic
