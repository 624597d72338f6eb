// Sightings: moments that two sensors may both have seen, by which their clocks are compared.
//
// Of all requests and flows those with the smallest hashes are kept: so two sensors that saw the
// same keep the same, without knowing of each other. What was seen twice tells nothing and is left
// out of comparisons. Bounds: kMostSightings. Threads: one a sensor; merge() joins them.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "net/address.h"
#include "net/protocol.h"

namespace cordon::evidence {

inline constexpr std::size_t kMostSightings = 4096;
/// Fewer common sightings are no base for moving a clock.
inline constexpr std::size_t kLeastCommon = 5;

std::uint64_t sight_of_request(const net::Address& client, std::string_view method,
                               std::string_view target);
std::uint64_t sight_of_flow(const net::Endpoint& client, const net::Endpoint& server,
                            net::Protocol protocol);

class Sightings {
 public:
  void add(std::uint64_t sight, Time time, const net::Address& server);
  /// Those of `more`, which are of the same sensor.
  void merge(const Sightings& more);
  std::size_t size() const { return kept_.size(); }

  /// What must be added to the times of `other` so that they are these; nothing where too little
  /// was seen by both, or where the differences do not agree.
  struct Offset {
    Duration value{};
    std::size_t common = 0;
    net::Address server;  // that `other` saw in the common ones, if always the same here
  };
  std::optional<Offset> offset_of(const Sightings& other) const;

 private:
  struct Seen {
    Time time{};
    net::Address server;
    bool again = false;
  };
  std::map<std::uint64_t, Seen> kept_;
};

}  // namespace cordon::evidence
