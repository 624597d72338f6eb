// Link layers (tcpdump.org/linktypes.html, IEEE 802.3, 802.1Q, 802.11, RFC 2516, RFC 3032).
#include "decode/link.h"

namespace cordon::decode {
namespace {

constexpr std::uint16_t kSmallestEthertype = 0x600;  // below it, the field is an 802.3 length

constexpr unsigned kProtected = 0x40;  // of 802.11's flags
constexpr std::size_t kVector = 4;     // WEP's initialisation vector, with the key's number

Layer short_frame(Walk& walk) { return walk.wrong(Anomaly::link_truncated); }

}  // namespace

Layer read_ethernet(Walk& walk) {
  if (walk.rest.size() < 14) return short_frame(walk);
  walk.ethertype = load_be16(walk.rest.data() + 12);
  walk.rest = walk.rest.subspan(14);
  if (walk.packet.depth < Depth::link) walk.packet.depth = Depth::link;
  if (walk.ethertype < kSmallestEthertype) return Layer::llc;
  return Layer::ethertype;
}

Layer read_llc(Walk& walk) {
  Cursor cursor(walk.rest);
  const std::uint16_t saps = cursor.be16();
  cursor.skip(1);                              // control
  const std::uint32_t vendor = cursor.be24();  // of SNAP
  const std::uint16_t type = cursor.be16();
  if (cursor.failed() || saps != 0xaaaa || (vendor != 0 && vendor != 0xf8)) return Layer::done;
  walk.ethertype = type;
  walk.rest = cursor.rest();
  return Layer::ethertype;
}

Layer read_vlan(Walk& walk) {
  if (walk.packet.vlan_count >= kMostVlans) return walk.wrong(Anomaly::vlan_too_many);
  if (walk.rest.size() < 4) return short_frame(walk);
  const std::uint16_t id = load_be16(walk.rest.data()) & 0x0fff;
  if (walk.packet.vlan_count < std::size(walk.packet.vlan))
    walk.packet.vlan[walk.packet.vlan_count] = id;
  ++walk.packet.vlan_count;
  walk.ethertype = load_be16(walk.rest.data() + 2);
  walk.rest = walk.rest.subspan(4);
  return walk.ethertype < kSmallestEthertype ? Layer::llc : Layer::ethertype;
}

Layer read_vntag(Walk& walk) {
  if (walk.rest.size() < 6) return short_frame(walk);
  walk.ethertype = load_be16(walk.rest.data() + 4);
  walk.rest = walk.rest.subspan(6);
  return Layer::ethertype;
}

Layer read_mpls(Walk& walk) {
  for (int label = 0; label < kMostMplsLabels; ++label) {
    if (walk.rest.size() < 4) return walk.wrong(Anomaly::mpls_truncated);
    const bool bottom = (walk.rest[2] & 1) != 0;
    walk.rest = walk.rest.subspan(4);
    if (!bottom) continue;
    if (walk.rest.empty()) return walk.wrong(Anomaly::mpls_truncated);
    switch (walk.rest[0] >> 4) {
      case 4: return Layer::ipv4;
      case 6: return Layer::ipv6;
      case 0:  // a pseudowire's control word, then Ethernet (RFC 4448)
        walk.rest = tail(walk.rest, 4);
        return walk.tunnel(Layer::ethernet);
      default: return Layer::done;
    }
  }
  return walk.wrong(Anomaly::mpls_truncated);
}

Layer read_pppoe(Walk& walk) {
  Cursor cursor(walk.rest);
  cursor.skip(4);  // version, type, code, session
  const std::uint16_t length = cursor.be16();
  if (cursor.failed()) return walk.wrong(Anomaly::pppoe_truncated);
  if (length > cursor.left()) walk.packet.anomalies.add(Anomaly::pppoe_truncated);
  walk.rest = head(cursor.rest(), length);
  return Layer::ppp;
}

Layer read_ppp(Walk& walk) {
  // HDLC's address and control, which PPP over GRE often keeps
  if (walk.rest.size() >= 2 && walk.rest[0] == 0xff && walk.rest[1] == 3)
    walk.rest = walk.rest.subspan(2);
  if (walk.rest.empty()) return walk.wrong(Anomaly::pppoe_truncated);
  const bool compressed = (walk.rest[0] & 1) != 0;  // RFC 1661: one byte where the first is odd
  if (!compressed && walk.rest.size() < 2) return walk.wrong(Anomaly::pppoe_truncated);
  const unsigned protocol = compressed ? walk.rest[0] : load_be16(walk.rest.data());
  walk.rest = walk.rest.subspan(compressed ? 1 : 2);
  if (protocol == 0x21) return Layer::ipv4;
  if (protocol == 0x57) return Layer::ipv6;
  return Layer::done;
}

// The family is in the byte order of the machine that captured; it is told by which one makes
// sense.
Layer read_null(Walk& walk) {
  if (walk.rest.size() < 4) return short_frame(walk);
  std::uint32_t family = load_be32(walk.rest.data());
  if (family > 0xffff) family = __builtin_bswap32(family);
  walk.rest = walk.rest.subspan(4);
  walk.packet.depth = Depth::link;
  switch (family) {
    case 2: return Layer::ipv4;
    case 10:  // Linux; the BSDs and Darwin each have their own number for IPv6
    case 24:
    case 28:
    case 30: return Layer::ipv6;
    default: return Layer::done;
  }
}

Layer read_raw_ip(Walk& walk) {
  walk.packet.depth = Depth::link;
  if (walk.rest.empty()) return short_frame(walk);
  switch (walk.rest[0] >> 4) {
    case 4: return Layer::ipv4;
    case 6: return Layer::ipv6;
    default: return walk.wrong(Anomaly::ip_wrong_version);
  }
}

Layer read_sll(Walk& walk) {
  if (walk.rest.size() < 16) return walk.wrong(Anomaly::sll_malformed);
  walk.ethertype = load_be16(walk.rest.data() + 14);
  walk.rest = walk.rest.subspan(16);
  walk.packet.depth = Depth::link;
  return walk.ethertype == 4 ? Layer::llc : Layer::ethertype;
}

Layer read_sll2(Walk& walk) {
  if (walk.rest.size() < 20) return walk.wrong(Anomaly::sll_malformed);
  walk.ethertype = load_be16(walk.rest.data());
  walk.rest = walk.rest.subspan(20);
  walk.packet.depth = Depth::link;
  return walk.ethertype == 4 ? Layer::llc : Layer::ethertype;
}

// A header and then attributes of type, length, value; type 9 is the packet.
Layer read_nflog(Walk& walk) {
  constexpr int kMostAttributes = 32;
  constexpr std::uint16_t kPayload = 9;
  Cursor cursor(walk.rest);
  const std::uint8_t family = cursor.u8();
  cursor.skip(3);
  walk.packet.depth = Depth::link;
  for (int i = 0; i < kMostAttributes && cursor.left() >= 4; ++i) {
    const std::uint16_t length = cursor.le16(), type = cursor.le16();
    if (length < 4) break;
    if (type == kPayload) {
      walk.rest = head(cursor.rest(), length - 4u);
      if (family == 2) return Layer::ipv4;
      if (family == 10) return Layer::ipv6;
      return Layer::raw_ip;
    }
    cursor.skip((length - 4u + 3u) & ~3u);
  }
  return walk.wrong(Anomaly::nflog_malformed);
}

Layer read_radiotap(Walk& walk) {
  if (walk.rest.size() < 4) return short_frame(walk);
  const std::size_t length = walk.rest[2] | static_cast<std::size_t>(walk.rest[3]) << 8;
  if (length < 4 || length > walk.rest.size()) return short_frame(walk);
  walk.rest = walk.rest.subspan(length);
  return Layer::wlan;
}

Layer read_wlan(Walk& walk) {
  if (walk.rest.size() < 24) return short_frame(walk);
  walk.packet.depth = Depth::link;
  const unsigned type = walk.rest[0] >> 2 & 3, subtype = walk.rest[0] >> 4, flags = walk.rest[1];
  if (type != 2 || (subtype & 4) != 0) return Layer::done;  // no data frame, or one without data
  std::size_t length = (flags & 3) == 3 ? 30 : 24;          // a fourth address between two stations
  const bool qos = (subtype & 8) != 0;
  const bool aggregate = qos && walk.rest.size() > length && (walk.rest[length] & 0x80) != 0;
  if (qos) length += (flags & 0x80) != 0 ? 6 : 2;  // HT control behind it where order is set
  if (aggregate) length += 14;                     // header of the first inner frame
  if (length > walk.rest.size()) return short_frame(walk);
  walk.rest = walk.rest.subspan(length);
  if ((flags & kProtected) != 0) {
    // Some cards decrypt, and leave the mark and the initialisation vector where they were.
    const Bytes behind = tail(walk.rest, kVector);
    if (behind.size() < 3 || behind[0] != 0xaa || behind[1] != 0xaa || behind[2] != 3)
      return walk.wrong(Anomaly::wlan_encrypted);
    walk.rest = behind;
  }
  return Layer::llc;
}

Layer read_ethertype(Walk& walk) {
  walk.packet.ethertype = walk.ethertype;
  switch (walk.ethertype) {
    case 0x0800: return Layer::ipv4;
    case 0x0806: return walk.packet.tunnel_depth == 0 ? Layer::arp : Layer::done;
    case 0x86dd: return Layer::ipv6;
    case 0x8100:
    case 0x88a8:
    case 0x9100: return Layer::vlan;
    case 0x8926: return Layer::vntag;
    case 0x8847:
    case 0x8848: return Layer::mpls;
    case 0x8864: return Layer::pppoe;
    case 0x2452: return Layer::wlan;  // a monitoring wireless card of Intel hands 802.11 on so
    case 0x6558: return walk.tunnel(Layer::ethernet);
    default: return Layer::done;
  }
}

}  // namespace cordon::decode
