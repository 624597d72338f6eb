// What the layers share while one frame is decoded: what is left of it, the packet so far, and the
// name of the layer that comes next. A layer reads its header, notes what it found, and hands the
// rest on by naming the next; the walk and the table of layers are in decoder.cc.
#pragma once

#include "base/cursor.h"
#include "decode/packet.h"

namespace cordon::decode {

/// Bounds that stop frames made to be walked for ever.
inline constexpr int kMostTunnels = 8;  // tunnels within tunnels
inline constexpr int kMostVlans = 8;    // tags in one link layer
inline constexpr int kMostMplsLabels = 16;
inline constexpr int kMostExtensionHeaders = 16;  // of one IPv6 header

enum class Layer : std::uint8_t {
  done,
  ethernet,
  llc,
  ethertype,
  null_loopback,
  raw_ip,
  sll,
  sll2,
  nflog,
  wlan,
  radiotap,
  vlan,
  vntag,
  mpls,
  pppoe,
  ppp,
  arp,
  ipv4,
  ipv6,
  ipv6_extensions,
  transport,
  tcp,
  udp,
  icmp,
  icmpv6,
  sctp,
  gre,
  erspan2,
  erspan3,
  vxlan,
  teredo,
  fragment,
  count,
};

struct Walk {
  Packet& packet;
  Bytes rest;
  std::uint16_t ethertype = 0;
  std::uint32_t wire_rest = 0;  // bytes of the frame that the capture cut off behind `rest`
  // Of a fragment, for the defragmenter.
  std::uint32_t fragment_id = 0, fragment_offset = 0;
  bool more_fragments = false;
  int extensions = 0;  // headers that were walked behind one IPv6 header
  bool apart = false;  // `rest` was reassembled: it does not stand behind its IP header
  bool checksums = false;

  Layer wrong(Anomaly anomaly) {
    packet.anomalies.add(anomaly);
    return Layer::done;
  }
  /// Goes into a tunnel, unless there have been too many.
  Layer tunnel(Layer inner) {
    if (packet.tunnel_depth >= kMostTunnels) return wrong(Anomaly::tunnel_too_deep);
    ++packet.tunnel_depth;
    return inner;
  }
};

}  // namespace cordon::decode
