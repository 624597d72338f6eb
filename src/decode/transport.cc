#include "decode/transport.h"

#include <algorithm>

#include "decode/network.h"

namespace cordon::decode {
namespace {

constexpr std::uint16_t kVxlan = 4789, kVxlanLinux = 8472, kTeredo = 3544;

void check_tcp_options(Walk& walk, Bytes options) {
  for (std::size_t i = 0; i < options.size();) {
    if (options[i] == 0) return;
    if (options[i] == 1) {
      ++i;
      continue;
    }
    if (i + 1 >= options.size() || options[i + 1] < 2 || i + options[i + 1] > options.size()) {
      walk.packet.anomalies.add(Anomaly::tcp_bad_option);
      return;
    }
    i += options[i + 1];
  }
}

bool is_impossible(std::uint8_t flags) {
  const std::uint8_t six = flags & 0x3f;
  return six == 0 || (six & (kSyn | kFin)) == (kSyn | kFin) ||
         (six & (kSyn | kRst)) == (kSyn | kRst) || six == (kFin | kPsh | kUrg);
}

// Offloading leaves checksums undone in what a machine captures of itself; so they are read on
// request.
bool whole(const Walk& walk, Bytes segment) {
  const Packet& packet = walk.packet;
  if (!walk.checksums || packet.missing > 0) return true;
  return sums_up(internet_sum(segment, pseudo_header_sum(packet, segment.size())));
}

// The transport cannot be believed: the packet is IP with a payload. Call before `rest` moves on.
Layer back_to_network(Walk& walk, Anomaly anomaly) {
  Packet& packet = walk.packet;
  packet.depth = Depth::network;
  packet.source_port = packet.destination_port = 0;
  packet.transport_header = {};
  packet.payload = walk.rest;
  return walk.wrong(anomaly);
}

// A letter can pass for the version; hardly anything has the length right too.
bool looks_like_ipv6(Bytes bytes, std::size_t missing) {
  return bytes.size() >= 40 && bytes[0] >> 4 == 6 &&
         40u + load_be16(bytes.data() + 4) <= bytes.size() + missing;
}

}  // namespace

Layer read_tcp(Walk& walk) {
  Packet& packet = walk.packet;
  const Bytes bytes = walk.rest;
  if (bytes.size() < 20) return walk.wrong(Anomaly::tcp_truncated);
  const std::uint8_t* at = bytes.data();
  const std::size_t header = (at[12] >> 4) * 4u;
  if (header < 20) return walk.wrong(Anomaly::tcp_header_too_short);
  if (header > bytes.size()) return walk.wrong(Anomaly::tcp_header_beyond_packet);
  packet.depth = Depth::transport;
  packet.source_port = load_be16(at);
  packet.destination_port = load_be16(at + 2);
  packet.sequence = load_be32(at + 4);
  packet.acknowledgment = load_be32(at + 8);
  packet.tcp_flags = at[13];
  packet.window = load_be16(at + 14);
  packet.transport_header = bytes.first(header);
  packet.payload = bytes.subspan(header);
  if (header > 20) check_tcp_options(walk, bytes.subspan(20, header - 20));
  if (is_impossible(packet.tcp_flags)) packet.anomalies.add(Anomaly::tcp_impossible_flags);
  if (!whole(walk, bytes)) return back_to_network(walk, Anomaly::tcp_bad_checksum);
  return Layer::done;
}

Layer read_udp(Walk& walk) {
  Packet& packet = walk.packet;
  const Bytes bytes = walk.rest;
  if (bytes.size() < 8) return walk.wrong(Anomaly::udp_truncated);
  const std::uint8_t* at = bytes.data();
  const std::size_t length = load_be16(at + 4);
  packet.depth = Depth::transport;
  packet.source_port = load_be16(at);
  packet.destination_port = load_be16(at + 2);
  packet.transport_header = bytes.first(8);
  packet.payload = bytes.subspan(8);
  if (length != 0 && length < 8) return back_to_network(walk, Anomaly::udp_length_too_short);
  if (length > bytes.size() + packet.missing)
    packet.anomalies.add(Anomaly::udp_length_beyond_packet);
  if (length >= 8) {
    const std::size_t lacking = length - std::min(length, bytes.size());
    packet.payload = head(packet.payload, length - 8);
    packet.missing = std::min(packet.missing, static_cast<std::uint32_t>(lacking));
  }
  if (load_be16(at + 6) != 0 && !whole(walk, head(bytes, length)))
    return back_to_network(walk, Anomaly::udp_bad_checksum);
  walk.rest = packet.payload;
  if (packet.destination_port == kVxlan || packet.destination_port == kVxlanLinux)
    return Layer::vxlan;
  if (packet.destination_port == kTeredo || packet.source_port == kTeredo) return Layer::teredo;
  return Layer::done;
}

namespace {

Layer read_any_icmp(Walk& walk, bool pseudo_header) {
  Packet& packet = walk.packet;
  const Bytes bytes = walk.rest;
  if (bytes.size() < 4) return walk.wrong(Anomaly::icmp_truncated);
  packet.depth = Depth::transport;
  packet.icmp_type = bytes[0];
  packet.icmp_code = bytes[1];
  const std::size_t header = std::min<std::size_t>(8, bytes.size());
  if (header == 8) {
    packet.icmp_id = load_be16(bytes.data() + 4);
    packet.icmp_sequence = load_be16(bytes.data() + 6);
  }
  packet.transport_header = bytes.first(header);
  packet.payload = bytes.subspan(header);
  const std::uint32_t start = pseudo_header ? pseudo_header_sum(packet, bytes.size()) : 0;
  if (walk.checksums && packet.missing == 0 && !sums_up(internet_sum(bytes, start)))
    return back_to_network(walk, Anomaly::icmp_bad_checksum);
  return Layer::done;
}

}  // namespace

Layer read_icmp(Walk& walk) { return read_any_icmp(walk, false); }
Layer read_icmpv6(Walk& walk) { return read_any_icmp(walk, true); }

Layer read_sctp(Walk& walk) {
  if (walk.rest.size() < 12) return walk.wrong(Anomaly::sctp_truncated);
  walk.packet.depth = Depth::transport;
  walk.packet.source_port = load_be16(walk.rest.data());
  walk.packet.destination_port = load_be16(walk.rest.data() + 2);
  walk.packet.transport_header = walk.rest.first(12);
  walk.packet.payload = walk.rest.subspan(12);
  return Layer::done;
}

Layer read_gre(Walk& walk) {
  Cursor cursor(walk.rest);
  const std::uint16_t flags = cursor.be16();
  walk.ethertype = cursor.be16();
  const bool checksum = (flags & 0x8000) != 0, routing = (flags & 0x4000) != 0;
  const bool key = (flags & 0x2000) != 0, sequence = (flags & 0x1000) != 0;
  const int version = flags & 7;
  if (version > 1 || routing) return walk.wrong(Anomaly::gre_malformed);
  if (checksum) cursor.skip(4);
  if (key) cursor.skip(4);
  if (sequence) cursor.skip(4);
  if (version == 1 && (flags & 0x0080) != 0) cursor.skip(4);  // PPTP's acknowledgment
  if (cursor.failed()) return walk.wrong(Anomaly::gre_malformed);
  walk.rest = cursor.rest();
  if (walk.rest.empty()) return Layer::done;
  switch (walk.ethertype) {
    case 0x880b: return walk.tunnel(Layer::ppp);
    case 0x88be: return sequence ? Layer::erspan2 : walk.tunnel(Layer::ethernet);  // II or I
    case 0x22eb: return Layer::erspan3;
    case 0x6558: return Layer::ethertype;  // counts as a tunnel there
    default: return walk.tunnel(Layer::ethertype);
  }
}

Layer read_erspan2(Walk& walk) {
  if (walk.rest.size() < 8) return walk.wrong(Anomaly::erspan_malformed);
  walk.rest = walk.rest.subspan(8);
  return walk.tunnel(Layer::ethernet);
}

Layer read_erspan3(Walk& walk) {
  if (walk.rest.size() < 12) return walk.wrong(Anomaly::erspan_malformed);
  const bool subheader = (walk.rest[11] & 1) != 0;
  if (walk.rest.size() < (subheader ? 20u : 12u)) return walk.wrong(Anomaly::erspan_malformed);
  walk.rest = walk.rest.subspan(subheader ? 20 : 12);
  return walk.tunnel(Layer::ethernet);
}

Layer read_vxlan(Walk& walk) {
  if (walk.rest.size() < 8 || (walk.rest[0] & 0x08) == 0)
    return walk.wrong(Anomaly::vxlan_malformed);
  walk.rest = walk.rest.subspan(8);
  return walk.tunnel(Layer::ethernet);
}

// Anything may use the port; only what holds an IPv6 packet is Teredo.
Layer read_teredo(Walk& walk) {
  Bytes rest = walk.rest;
  if (rest.size() >= 4 && rest[0] == 0 && rest[1] == 1) {  // authentication
    const std::size_t length = 13u + rest[2] + rest[3];
    if (length > rest.size()) return walk.wrong(Anomaly::teredo_malformed);
    rest = rest.subspan(length);
  }
  if (rest.size() >= 8 && rest[0] == 0 && rest[1] == 0) rest = rest.subspan(8);  // origin
  if (!looks_like_ipv6(rest, walk.packet.missing)) return Layer::done;
  walk.rest = rest;
  return walk.tunnel(Layer::ipv6);
}

}  // namespace cordon::decode
