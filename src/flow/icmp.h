// ICMP as flows: which message answers which, and what an "unreachable" quotes (RFC 792, RFC 4443).
#pragma once

#include <optional>

#include "decode/packet.h"

namespace cordon::flow {

struct IcmpPorts {
  std::uint16_t client = 0;  // the identifier, where there is one
  std::uint16_t server = 0;  // type << 8 | code of the request
  bool is_reply = false;
};
IcmpPorts icmp_ports(const decode::Packet& packet);

/// The packet that an "unreachable" quotes: who had sent it, and to whom.
struct Quoted {
  net::Endpoint source, destination;
  net::Protocol protocol{};
};
std::optional<Quoted> quoted_by(const decode::Packet& packet);

}  // namespace cordon::flow
