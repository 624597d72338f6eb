// The walk through a frame's layers, and the one table that says who reads which.
#include "decode/decoder.h"

#include "decode/arp.h"
#include "decode/defragment.h"
#include "decode/link.h"
#include "decode/network.h"
#include "decode/transport.h"

namespace cordon::decode {
namespace {

using Read = Layer (*)(Walk&);

Layer stop(Walk&) { return Layer::done; }

// By Layer. Dispatch stands here and nowhere else: no layer knows who reads the next.
constexpr std::array<Read, static_cast<std::size_t>(Layer::count)> kReaders = [] {
  std::array<Read, static_cast<std::size_t>(Layer::count)> table{};
  table.fill(stop);
  const auto set = [&table](Layer layer, Read read) {
    table[static_cast<std::size_t>(layer)] = read;
  };
  set(Layer::ethernet, read_ethernet);
  set(Layer::llc, read_llc);
  set(Layer::ethertype, read_ethertype);
  set(Layer::null_loopback, read_null);
  set(Layer::raw_ip, read_raw_ip);
  set(Layer::sll, read_sll);
  set(Layer::sll2, read_sll2);
  set(Layer::nflog, read_nflog);
  set(Layer::wlan, read_wlan);
  set(Layer::radiotap, read_radiotap);
  set(Layer::vlan, read_vlan);
  set(Layer::vntag, read_vntag);
  set(Layer::mpls, read_mpls);
  set(Layer::pppoe, read_pppoe);
  set(Layer::ppp, read_ppp);
  set(Layer::arp, read_arp);
  set(Layer::ipv4, read_ipv4);
  set(Layer::ipv6, read_ipv6);
  set(Layer::ipv6_extensions, read_ipv6_extensions);
  set(Layer::transport, read_transport);
  set(Layer::tcp, read_tcp);
  set(Layer::udp, read_udp);
  set(Layer::icmp, read_icmp);
  set(Layer::icmpv6, read_icmpv6);
  set(Layer::sctp, read_sctp);
  set(Layer::gre, read_gre);
  set(Layer::erspan2, read_erspan2);
  set(Layer::erspan3, read_erspan3);
  set(Layer::vxlan, read_vxlan);
  set(Layer::teredo, read_teredo);
  return table;
}();

// Walks until a layer ends it, or a fragment waits for the others.
Layer walk_from(Layer layer, Walk& walk) {
  while (layer != Layer::done && layer != Layer::fragment)
    layer = kReaders[static_cast<std::size_t>(layer)](walk);
  return layer;
}

Layer first_layer(net::LinkType link) {
  switch (link) {
    case net::LinkType::ethernet: return Layer::ethernet;
    case net::LinkType::null_loopback:
    case net::LinkType::loop: return Layer::null_loopback;
    case net::LinkType::raw_bsd:
    case net::LinkType::raw_bsd_other:
    case net::LinkType::raw_ip:
    case net::LinkType::ipv4:
    case net::LinkType::ipv6: return Layer::raw_ip;
    case net::LinkType::ieee80211: return Layer::wlan;
    case net::LinkType::ieee80211_radiotap: return Layer::radiotap;
    case net::LinkType::linux_sll: return Layer::sll;
    case net::LinkType::linux_sll2: return Layer::sll2;
    case net::LinkType::nflog: return Layer::nflog;
  }
  return Layer::done;
}

// The way of nearly every frame, without the table: Ethernet, IPv4, TCP.
Layer walk_ethernet(Walk& walk) {
  if (walk.rest.size() < 14 || load_be16(walk.rest.data() + 12) != 0x0800)
    return walk_from(Layer::ethernet, walk);
  walk.packet.ethertype = 0x0800;
  walk.packet.depth = Depth::link;
  walk.rest = walk.rest.subspan(14);
  const Layer next = read_ipv4(walk);
  if (next == Layer::transport && walk.packet.protocol == net::Protocol::tcp) return read_tcp(walk);
  return walk_from(next, walk);
}

}  // namespace

struct Decoder::State {
  bool checksums;
  Defragmenter defragmenter;
};

Decoder::Decoder(DecodeOptions options)
    : state_(std::make_unique<State>(State{options.check_checksums, {}})) {}
Decoder::~Decoder() = default;

void Decoder::begin_burst() { state_->defragmenter.forget(); }

Packet Decoder::decode(const net::Frame& frame) {
  Packet packet;
  packet.time = frame.time;
  packet.frame = frame.number;
  packet.wire_length = frame.wire_length;
  Walk walk{packet, frame.bytes};
  walk.checksums = state_->checksums;
  if (frame.wire_length > frame.bytes.size()) {
    walk.wire_rest = frame.wire_length - static_cast<std::uint32_t>(frame.bytes.size());
    packet.anomalies.add(Anomaly::cut_by_snap_length);
  }
  const Layer first = first_layer(frame.link);
  if (first == Layer::done) packet.anomalies.add(Anomaly::unknown_link_type);
  Layer end = first == Layer::ethernet ? walk_ethernet(walk) : walk_from(first, walk);
  while (end == Layer::fragment) {
    ++counters_.fragments;
    const Bytes whole = state_->defragmenter.add(walk);
    counters_.datagrams_given_up = state_->defragmenter.given_up();
    if (whole.empty()) break;
    ++counters_.reassembled;
    packet.is_fragment = false;
    packet.was_reassembled = true;
    packet.payload = whole;
    walk.rest = whole;
    walk.apart = true;
    end = walk_from(packet.ip_version == 6 ? Layer::ipv6_extensions : Layer::transport, walk);
  }
  ++counters_.frames;
  counters_.bytes += frame.bytes.size();
  counters_.packets += packet.depth >= Depth::network;
  if (packet.anomalies.any()) {
    packet.anomalies.each(
        [this](Anomaly anomaly) { ++counters_.anomalies[static_cast<std::size_t>(anomaly)]; });
    counters_.encrypted_wlan += packet.anomalies.has(Anomaly::wlan_encrypted);
  }
  return packet;
}

}  // namespace cordon::decode
