// The key of a flow: its two ends in a fixed order, and the protocol. Both directions have one key.
#pragma once

#include <cstring>

#include "decode/packet.h"

namespace cordon::flow {

struct Key {
  net::Address low, high;
  std::uint16_t low_port = 0, high_port = 0;
  net::Protocol protocol{};

  friend bool operator==(const Key&, const Key&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Key& k) {
    const std::uint64_t ports = static_cast<std::uint64_t>(k.low_port) << 32 |
                                static_cast<std::uint64_t>(k.high_port) << 8 |
                                static_cast<std::uint64_t>(k.protocol);
    return H::combine(std::move(h), combine(k.low.hash() ^ ports, k.high.hash()));
  }
};

/// `reversed`: the source is the high end.
inline Key key_of(const net::Endpoint& source, const net::Endpoint& destination,
                  net::Protocol protocol, bool& reversed) {
  const int order =
      std::memcmp(source.address.mapped().data(), destination.address.mapped().data(), 16);
  reversed = order > 0 || (order == 0 && source.port > destination.port);
  const net::Endpoint& low = reversed ? destination : source;
  const net::Endpoint& high = reversed ? source : destination;
  return {low.address, high.address, low.port, high.port, protocol};
}

}  // namespace cordon::flow
