// IP protocol numbers (IANA) that have a meaning here, and their names.
#pragma once

#include <cstdint>
#include <string>

namespace cordon::net {

enum class Protocol : std::uint8_t {
  hop_by_hop = 0,
  icmp = 1,
  ip_in_ip = 4,
  tcp = 6,
  udp = 17,
  ipv6 = 41,
  routing = 43,
  fragment = 44,
  gre = 47,
  esp = 50,
  ah = 51,
  icmpv6 = 58,
  no_next = 59,
  destination_options = 60,
  sctp = 132,
  mobility = 135,
};

/// "tcp", "udp", ... or the number.
inline std::string name_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::icmp: return "icmp";
    case Protocol::tcp: return "tcp";
    case Protocol::udp: return "udp";
    case Protocol::icmpv6: return "icmpv6";
    case Protocol::sctp: return "sctp";
    case Protocol::gre: return "gre";
    default: return std::to_string(static_cast<int>(protocol));
  }
}

}  // namespace cordon::net
