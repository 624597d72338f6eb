#include "decode/network.h"

namespace cordon::decode {
namespace {

using net::Protocol;

constexpr std::uint16_t kMoreFragments = 0x2000;
constexpr std::uint16_t kFragmentOffset = 0x1fff;
constexpr std::size_t kSmallestFirstFragment = 20;  // that holds a TCP header

// Drops what stands behind the datagram (padding), or notes what the capture lacks of it.
void cut_to(Walk& walk, std::size_t announced, Anomaly too_long) {
  if (announced <= walk.rest.size()) {
    walk.rest = walk.rest.first(announced);
    walk.packet.missing = 0;
    return;
  }
  const std::size_t lacking = announced - walk.rest.size();
  walk.packet.missing = static_cast<std::uint32_t>(lacking);
  if (lacking > walk.wire_rest) walk.packet.anomalies.add(too_long);
}

void check_options(Walk& walk, Bytes options) {
  for (std::size_t i = 0; i < options.size();) {
    if (options[i] == 0) return;
    if (options[i] == 1) {
      ++i;
      continue;
    }
    if (i + 1 >= options.size() || options[i + 1] < 2 || i + options[i + 1] > options.size()) {
      walk.packet.anomalies.add(Anomaly::ipv4_bad_option);
      return;
    }
    i += options[i + 1];
  }
}

Layer fragment_of(Walk& walk, std::uint32_t id, std::uint32_t offset, bool more) {
  Packet& packet = walk.packet;
  packet.is_fragment = true;
  packet.payload = walk.rest;
  walk.fragment_id = id;
  walk.fragment_offset = offset;
  walk.more_fragments = more;
  if (offset == 0 && walk.rest.size() < kSmallestFirstFragment)
    packet.anomalies.add(Anomaly::fragment_too_small);
  return Layer::fragment;
}

// What a tunnel's transport noted is not the inner packet's.
void forget_outer(Packet& packet) {
  packet.source_port = packet.destination_port = 0;
  packet.transport_header = {};
}

bool is_extension(Protocol protocol) {
  switch (protocol) {
    case Protocol::hop_by_hop:
    case Protocol::routing:
    case Protocol::fragment:
    case Protocol::destination_options:
    case Protocol::ah:
    case Protocol::mobility: return true;
    default: return false;
  }
}

}  // namespace

Layer read_ipv4(Walk& walk) {
  Packet& packet = walk.packet;
  const Bytes bytes = walk.rest;
  if (bytes.size() < 20) return walk.wrong(Anomaly::ipv4_truncated);
  const std::uint8_t* at = bytes.data();
  if (at[0] >> 4 != 4) return walk.wrong(Anomaly::ip_wrong_version);
  const std::size_t header = (at[0] & 0x0fu) * 4u;
  const std::size_t total = load_be16(at + 2);
  if (header < 20) return walk.wrong(Anomaly::ipv4_header_too_short);
  if (header > bytes.size()) return walk.wrong(Anomaly::ipv4_header_beyond_packet);
  packet.depth = Depth::network;
  packet.ip_version = 4;
  packet.ttl = at[8];
  packet.protocol = static_cast<Protocol>(at[9]);
  packet.ip_id = load_be16(at + 4);
  packet.source = net::Address::from_v4(at + 12);
  packet.destination = net::Address::from_v4(at + 16);
  packet.ip_header = bytes.first(header);
  packet.is_fragment = false;
  if (packet.tunnel_depth != 0) forget_outer(packet);
  walk.rest = bytes.subspan(header);
  // Offloading leaves the length 0 in what a machine captures of itself.
  if (total != 0) {
    if (total < header) return walk.wrong(Anomaly::ipv4_length_too_short);
    cut_to(walk, total - header, Anomaly::ipv4_length_beyond_packet);
  }
  packet.payload = walk.rest;
  if (header > 20) check_options(walk, bytes.subspan(20, header - 20));
  if (walk.checksums && !sums_up(internet_sum(packet.ip_header)))
    return walk.wrong(Anomaly::ipv4_bad_checksum);
  if (load_be32(at + 12) == load_be32(at + 16) && !packet.source.is_private())
    packet.anomalies.add(Anomaly::same_source_and_destination);
  const std::uint16_t fragment = load_be16(at + 6);
  if ((fragment & (kMoreFragments | kFragmentOffset)) != 0)
    return fragment_of(walk, packet.ip_id, (fragment & kFragmentOffset) * 8u,
                       (fragment & kMoreFragments) != 0);
  return Layer::transport;
}

Layer read_ipv6(Walk& walk) {
  Packet& packet = walk.packet;
  const Bytes bytes = walk.rest;
  if (bytes.size() < 40) return walk.wrong(Anomaly::ipv6_truncated);
  const std::uint8_t* at = bytes.data();
  if (at[0] >> 4 != 6) return walk.wrong(Anomaly::ip_wrong_version);
  packet.depth = Depth::network;
  packet.ip_version = 6;
  packet.ttl = at[7];
  packet.protocol = static_cast<Protocol>(at[6]);
  packet.ip_id = 0;
  packet.source = net::Address::from_v6(at + 8);
  packet.destination = net::Address::from_v6(at + 24);
  packet.ip_header = bytes.first(40);
  packet.is_fragment = false;
  if (packet.tunnel_depth != 0) forget_outer(packet);
  const std::size_t length = load_be16(at + 4);
  walk.rest = bytes.subspan(40);
  if (length != 0) cut_to(walk, length, Anomaly::ipv6_length_beyond_packet);
  packet.payload = walk.rest;
  walk.extensions = 0;
  walk.apart = false;
  return is_extension(packet.protocol) ? Layer::ipv6_extensions : Layer::transport;
}

Layer read_ipv6_extensions(Walk& walk) {
  Packet& packet = walk.packet;
  while (is_extension(packet.protocol)) {
    if (++walk.extensions > kMostExtensionHeaders)
      return walk.wrong(Anomaly::ipv6_too_many_extensions);
    const Protocol kind = packet.protocol;
    if (kind == Protocol::hop_by_hop && walk.extensions > 1)
      packet.anomalies.add(Anomaly::ipv6_extension_out_of_order);
    if (walk.rest.size() < 8) return walk.wrong(Anomaly::ipv6_extension_truncated);
    const std::uint8_t* header = walk.rest.data();
    const std::size_t size = kind == Protocol::fragment ? 8
                             : kind == Protocol::ah     ? (header[1] + 2u) * 4u
                                                        : (header[1] + 1u) * 8u;
    if (size > walk.rest.size()) return walk.wrong(Anomaly::ipv6_extension_truncated);
    packet.protocol = static_cast<Protocol>(header[0]);
    walk.rest = walk.rest.subspan(size);
    if (!walk.apart) packet.ip_header = {packet.ip_header.data(), packet.ip_header.size() + size};
    packet.payload = walk.rest;
    if (kind != Protocol::fragment) continue;
    const std::uint16_t field = load_be16(header + 2);
    if ((field & 0xfff9) == 0) continue;  // an atomic fragment (RFC 6946) is whole
    return fragment_of(walk, load_be32(header + 4), field & 0xfff8u, (field & 1) != 0);
  }
  return Layer::transport;
}

Layer read_transport(Walk& walk) {
  switch (walk.packet.protocol) {
    case Protocol::tcp: return Layer::tcp;
    case Protocol::udp: return Layer::udp;
    case Protocol::icmp: return Layer::icmp;
    case Protocol::icmpv6: return Layer::icmpv6;
    case Protocol::sctp: return Layer::sctp;
    case Protocol::gre: return Layer::gre;
    case Protocol::ip_in_ip: return walk.tunnel(Layer::ipv4);
    case Protocol::ipv6: return walk.tunnel(Layer::ipv6);
    default: return Layer::done;
  }
}

std::uint32_t internet_sum(Bytes bytes, std::uint32_t sum) {
  std::uint64_t wide = sum;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) wide += load_be16(bytes.data() + i);
  if (bytes.size() % 2 == 1) wide += static_cast<std::uint64_t>(bytes.back()) << 8;
  while (wide > 0xffffffff) wide = (wide & 0xffffffff) + (wide >> 32);
  return static_cast<std::uint32_t>(wide);
}

bool sums_up(std::uint32_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return sum == 0xffff;
}

std::uint32_t pseudo_header_sum(const Packet& packet, std::size_t length) {
  std::uint32_t sum = static_cast<std::uint32_t>(packet.protocol);
  sum += static_cast<std::uint32_t>(length);
  sum = internet_sum(packet.source.bytes(), sum);
  return internet_sum(packet.destination.bytes(), sum);
}

}  // namespace cordon::decode
