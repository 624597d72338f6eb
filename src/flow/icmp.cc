#include "flow/icmp.h"

#include "base/cursor.h"

namespace cordon::flow {
namespace {

struct Pair {
  std::uint8_t request, reply;
};
constexpr Pair kPairs4[] = {{8, 0}, {13, 14}, {15, 16}, {17, 18}, {10, 9}};
constexpr Pair kPairs6[] = {{128, 129}, {133, 134}, {135, 136}};

}  // namespace

IcmpPorts icmp_ports(const decode::Packet& packet) {
  const bool v6 = packet.protocol == net::Protocol::icmpv6;
  const auto request_of = [&](const auto& pairs) -> IcmpPorts {
    for (const Pair& pair : pairs)
      if (packet.icmp_type == pair.request || packet.icmp_type == pair.reply)
        return {packet.icmp_id, static_cast<std::uint16_t>(pair.request << 8 | packet.icmp_code),
                packet.icmp_type == pair.reply};
    return {0, static_cast<std::uint16_t>(packet.icmp_type << 8 | packet.icmp_code), false};
  };
  return v6 ? request_of(kPairs6) : request_of(kPairs4);
}

std::optional<Quoted> quoted_by(const decode::Packet& packet) {
  const bool v4 = packet.protocol == net::Protocol::icmp;
  if (packet.icmp_type != (v4 ? 3 : 1)) return std::nullopt;
  const Bytes bytes = packet.payload;
  Quoted quoted;
  std::size_t header = 40;
  if (v4) {
    if (bytes.size() < 20 || bytes[0] >> 4 != 4) return std::nullopt;
    header = (bytes[0] & 0x0fu) * 4u;
    quoted.protocol = static_cast<net::Protocol>(bytes[9]);
    quoted.source.address = net::Address::from_v4(bytes.data() + 12);
    quoted.destination.address = net::Address::from_v4(bytes.data() + 16);
  } else {
    if (bytes.size() < 40 || bytes[0] >> 4 != 6) return std::nullopt;
    quoted.protocol = static_cast<net::Protocol>(bytes[6]);
    quoted.source.address = net::Address::from_v6(bytes.data() + 8);
    quoted.destination.address = net::Address::from_v6(bytes.data() + 24);
  }
  const bool has_ports = quoted.protocol == net::Protocol::tcp ||
                         quoted.protocol == net::Protocol::udp ||
                         quoted.protocol == net::Protocol::sctp;
  if (!has_ports || header < 20 || bytes.size() < header + 4) return std::nullopt;
  quoted.source.port = load_be16(bytes.data() + header);
  quoted.destination.port = load_be16(bytes.data() + header + 2);
  return quoted;
}

}  // namespace cordon::flow
