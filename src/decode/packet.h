// A packet: what decode found in one frame, as deep as it held.
//
// A small value of views into the frame's bytes, or into the reassembled datagram that decode holds
// for it: both live until the next burst of frames. Addresses are the innermost IP header's, or
// ARP's. Sources: RFC 791, 8200, 9293, 768, 792, 4443, 9260.
#pragma once

#include "decode/anomaly.h"
#include "net/address.h"
#include "net/frame.h"
#include "net/protocol.h"

namespace cordon::decode {

enum TcpFlag : std::uint8_t {
  kFin = 0x01,
  kSyn = 0x02,
  kRst = 0x04,
  kPsh = 0x08,
  kAck = 0x10,
  kUrg = 0x20,
  kEce = 0x40,
  kCwr = 0x80,
};

/// How deep decoding came. `transport` means that ports (or ICMP type and code) are there.
enum class Depth : std::uint8_t { nothing, link, network, transport };

/// What an ARP frame is; its addresses are the packet's.
enum class Arp : std::uint8_t { none, request, reply };

struct Packet {
  // Of the frame
  Time time{};
  std::uint64_t frame = 0;  // net::frame_id, or Frame::number where only one input is read
  std::uint32_t wire_length = 0;

  Depth depth = Depth::nothing;
  std::uint8_t ip_version = 0;  // 4, 6, or 0 where there is no IP
  net::Protocol protocol{};     // of the transport header
  std::uint8_t ttl = 0;         // or hop limit
  bool is_fragment = false;  // a fragment that is not (yet) a whole datagram: no transport header
  bool was_reassembled = false;
  std::uint8_t tunnel_depth = 0;  // 0: not in a tunnel
  std::uint8_t vlan_count = 0;    // tags that were seen; the first kMostVlans are kept
  std::uint16_t vlan[3] = {};     // ids, outermost first
  std::uint16_t ethertype = 0;    // of the innermost link layer
  Arp arp = Arp::none;            // in a frame without a tunnel

  net::Address source, destination;
  std::uint16_t source_port = 0, destination_port = 0;  // ICMP: 0

  std::uint8_t tcp_flags = 0;
  std::uint8_t icmp_type = 0, icmp_code = 0;
  std::uint16_t window = 0;
  std::uint16_t ip_id = 0;
  std::uint16_t icmp_id = 0, icmp_sequence = 0;
  std::uint32_t sequence = 0, acknowledgment = 0;

  Bytes ip_header;         // with options; IPv6: with the extension headers that were walked
  Bytes transport_header;  // with options
  Bytes payload;           // of the transport; of IP where depth is network
  std::uint32_t missing =
      0;  // bytes of payload that the length fields announce and the capture lacks

  Anomalies anomalies;

  bool has(TcpFlag flag) const { return (tcp_flags & flag) != 0; }
};

}  // namespace cordon::decode
