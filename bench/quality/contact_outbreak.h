// An outbreak as flow records show it, among ordinary contacts: for benchmarks that tell from
// contacts alone. Written apart from the simulator of captures. Deterministic by its seed.
//
// A host runs the worm's service (40 %) or not; a share of these servers is vulnerable. Everybody
// is a client: of 12 popular servers, of friends, of anybody (peer to peer), and of other services.
// The worm draws addresses, each alike.
#pragma once

#include <set>
#include <vector>

#include "evidence/contact.h"

namespace cordon::bench {

inline constexpr std::uint16_t kPort = 445;  // of the worm's service

struct OutbreakSetting {
  std::size_t hosts = 1000;
  double rate = 1;          // probes a second of an infected host
  double vulnerable = 0.5;  // of the servers
  double dense = 0.25;      // hosts by addresses
  double until = 0.95;      // of the vulnerable are infected: then the record ends
  double lost = 0;          // share of the flows that the record lacks
  double scanner = 0;       // probes a second of one who scans and does not infect, all along
  std::uint64_t seed = 1;
};

struct ContactOutbreak {
  std::vector<evidence::Contact> flows;  // by time, each of one flow
  net::Address origin;
  std::set<std::pair<net::Address, net::Address>> causal;
};

ContactOutbreak simulated(const OutbreakSetting& setting);

}  // namespace cordon::bench
