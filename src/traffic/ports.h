// The port from which a host opens its next connection: each has its own count, so that no two of
// its conversations are one. Bounded by the hosts of a simulation. Threads: one.
#pragma once

#include <cstdint>
#include <map>

#include "net/address.h"

namespace cordon::traffic {

class Ports {
 public:
  net::Endpoint next(const net::Address& host) {
    std::uint16_t& count = counts_.try_emplace(host, first_of(host)).first->second;
    count = static_cast<std::uint16_t>((count + 1) % kRoom);
    return {host, static_cast<std::uint16_t>(kFirst + count)};
  }

 private:
  static constexpr std::uint16_t kFirst = 1025, kRoom = 64000;
  static std::uint16_t first_of(const net::Address& host) {
    return static_cast<std::uint16_t>(host.hash() % kRoom);
  }
  std::map<net::Address, std::uint16_t> counts_;
};

}  // namespace cordon::traffic
