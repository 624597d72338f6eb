// The bytes of simulated frames: Ethernet, IPv4, TCP, UDP, with right lengths and checksums.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "net/address.h"

namespace cordon::traffic {

inline constexpr std::uint8_t kFin = 1, kSyn = 2, kRst = 4, kPsh = 8, kAck = 16;
inline constexpr std::uint8_t kIcmp = 1, kTcp = 6, kUdp = 17;
inline constexpr std::size_t kEthernetSize = 14, kIpSize = 20, kTcpSize = 20, kUdpSize = 8;

/// The one's complement sum of 16-bit words, not yet folded; a last odd byte counts as the upper.
std::uint32_t sum_of(Bytes bytes, std::uint32_t sum);
/// The checksum that belongs to a sum.
std::uint16_t folded(std::uint32_t sum);

/// Headers and payload whose checksum is still zero: it needs the addresses.
std::vector<std::uint8_t> tcp_of(std::uint16_t from, std::uint16_t to, std::uint32_t sequence,
                                 std::uint32_t acknowledgment, std::uint8_t flags, Bytes payload);
std::vector<std::uint8_t> udp_of(std::uint16_t from, std::uint16_t to, Bytes payload);
/// What told somebody that his packet did not arrive; `packet` begins with its IP header.
std::vector<std::uint8_t> icmp_unreachable_of(std::uint8_t code, Bytes packet);

/// The whole frame between two hosts of IPv4, whose MAC addresses are made of theirs.
std::vector<std::uint8_t> frame_of(const net::Address& from, const net::Address& to,
                                   std::uint8_t protocol, std::uint16_t ip_id,
                                   std::vector<std::uint8_t> transport);

}  // namespace cordon::traffic
