// IPv4 and IPv6 (RFC 791, RFC 8200), and the names of what they carry.
#pragma once

#include "decode/layers.h"

namespace cordon::decode {

Layer read_ipv4(Walk& walk);
Layer read_ipv6(Walk& walk);
Layer read_ipv6_extensions(Walk& walk);
/// What the protocol number says comes next.
Layer read_transport(Walk& walk);

/// The sum of 16-bit words of RFC 1071, not yet inverted; `sum` carries on an earlier one.
std::uint32_t internet_sum(Bytes bytes, std::uint32_t sum = 0);
/// Whether a sum over data and its checksum field shows them whole.
bool sums_up(std::uint32_t sum);
/// The pseudo header of TCP, UDP and ICMPv6.
std::uint32_t pseudo_header_sum(const Packet& packet, std::size_t length);

}  // namespace cordon::decode
