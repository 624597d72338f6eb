// What sifting leaves for the detectors: suspected contents with their deliveries, some of the
// flows that carried them, and clean flows of the same service to compare with. Plain values.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sift/passage.h"

namespace cordon::sift {

/// The first bytes of one direction of a flow.
struct Sample {
  std::uint64_t flow = 0;
  net::Address from, to;
  event::Moment at;
  std::string bytes;
};

/// Content that went from one host to another.
struct Carried {
  net::Address from, to;
  event::Moment first;
  Time last{};
  std::uint64_t count = 1;
};

/// By time, then frame and parties.
inline bool earlier(const Carried& a, const Carried& b) {
  return std::tie(a.first.time, a.first.frame, a.from, a.to) <
         std::tie(b.first.time, b.first.frame, b.from, b.to);
}

struct Suspicion {
  Service service;
  std::vector<Carried> deliveries;  // a pair of hosts once, by the first
  std::uint64_t not_kept = 0;       // deliveries beyond the bound
  std::size_t contents = 0;         // fingerprints that travel together
  std::vector<Sample> samples;      // by time
};

struct Sifted {
  std::vector<Suspicion> suspicions;              // in the order in which they arose
  std::map<Service, std::vector<Sample>> others;  // flows that carry none of these contents
  Time begun = kNoTime;                           // first passage: nothing is known of before
};

}  // namespace cordon::sift
