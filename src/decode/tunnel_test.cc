// Packets within packets: what is innermost is what the packet says, and nothing of the outer ones
// is left in it.
#include <gtest/gtest.h>

#include "decode/layers.h"
#include "decode/packet_builder.h"

namespace cordon::decode {
namespace {

using net::Protocol;

constexpr int kMark = 4321;

net::Address address(std::string_view text) { return *net::Address::parse(text); }

PacketBuilder& inside(PacketBuilder& outer) {
  return outer.ipv4("10.9.9.1", "10.9.9.2").tcp(1, kMark).payload("p");
}

TEST(Tunnel, EveryKindLeadsToTheInnermostPacket) {
  PacketBuilder b[14];
  b[0].eth().ipv4();        // IP in IP
  b[1].eth().ipv6();        // 4in6
  b[2].eth().ipv4().gre();  // GRE
  b[3].eth().ipv4().gre(0xb000, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  b[4].eth().ipv4().gre().eth();                        // transparent bridging
  b[5].eth().ipv4().gre().with(2, {0x88, 0xbe}).eth();  // ERSPAN I
  b[6].eth()
      .ipv4()
      .gre(0x1000, {0, 0, 0, 1})
      .with(2, {0x88, 0xbe})
      .raw({0x10, 1, 2, 3, 4, 5, 6, 7})
      .eth();
  b[7].eth()
      .ipv4()
      .gre(0x1000, {0, 0, 0, 1})
      .with(2, {0x22, 0xeb})
      .raw({0x20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0})
      .eth();
  b[8].eth()
      .ipv4()
      .gre(0x1000, {0, 0, 0, 1})
      .with(2, {0x22, 0xeb})
      .raw({0x20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 1, 2, 3, 4, 5, 6, 7, 8})
      .eth();
  b[9].eth().ipv4().udp(50000, 4789).vxlan().eth();
  b[10].eth().ipv4().udp(50000, 8472).vxlan().eth().vlan(5);
  b[11]
      .eth()
      .ipv4()
      .gre(0x3081, {0, 9, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1})
      .with(2, {0x88, 0x0b})
      .raw({0, 0x21});  // PPTP
  b[12]
      .eth()
      .ipv4()
      .gre(0x3081, {0, 9, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1})
      .with(2, {0x88, 0x0b})
      .raw({0xff, 3, 0, 0x21});
  b[13].eth().ipv4().gre(0x2001, {0, 9, 0, 1}).with(2, {0x88, 0x0b}).raw({0x21});  // compressed
  for (int i = 0; i < 14; ++i) {
    const Decoded d(inside(b[i]));
    EXPECT_EQ(d->source, address("10.9.9.1")) << i;
    EXPECT_EQ(d->destination_port, kMark) << i;
    EXPECT_EQ(text_of(d->payload), "p") << i;
    EXPECT_EQ(d->tunnel_depth, 1) << i;
    EXPECT_EQ(d->ip_version, 4) << i;
    EXPECT_FALSE(d->anomalies.any()) << i;
  }
}

TEST(Tunnel, SixInFourIsRead) {
  const Decoded d(PacketBuilder().eth().ipv4().ipv6("2001:db8::7").udp(1, kMark).payload("p"));
  EXPECT_EQ(d->source, address("2001:db8::7"));
  EXPECT_EQ(d->ip_version, 6);
  EXPECT_EQ(d->destination_port, kMark);
}

TEST(Tunnel, NothingOfTheOuterPacketIsLeftInTheInner) {
  PacketBuilder builder;
  builder.eth().ipv4().udp(50000, 4789).vxlan().eth().ipv4("10.9.9.1", "10.9.9.2").icmp(8, 0, 5, 6);
  const Decoded ping(builder);
  EXPECT_EQ(ping->protocol, Protocol::icmp);
  EXPECT_EQ(ping->source_port, 0);
  EXPECT_EQ(ping->destination_port, 0);
  EXPECT_EQ(ping->icmp_id, 5);
  PacketBuilder cut;
  cut.eth().ipv4().udp(50000, 4789).vxlan().eth().ipv4().protocol(Protocol::tcp).payload("short");
  const Decoded half(cut);
  EXPECT_TRUE(half.has(Anomaly::tcp_truncated));
  EXPECT_EQ(half->depth, Depth::network);
  EXPECT_EQ(half->source_port, 0);
  EXPECT_TRUE(half->transport_header.empty());
  EXPECT_EQ(text_of(half->payload), "short");
}

TEST(Tunnel, WhatHoldsNoPacketStandsAsTheOuterOne) {
  const Decoded d(PacketBuilder().eth().ipv4().udp(50000, 4789).payload("a plain one"));
  EXPECT_TRUE(d.has(Anomaly::vxlan_malformed));
  EXPECT_EQ(d->depth, Depth::transport);
  EXPECT_EQ(d->destination_port, 4789);
  EXPECT_EQ(text_of(d->payload), "a plain one");
}

TEST(Tunnel, TunnelsWithoutEndAreGivenUpWhereTheyAre) {
  PacketBuilder builder;
  builder.eth();
  for (int i = 0; i < kMostTunnels + 2; ++i) builder.ipv4("10.0.0." + std::to_string(i));
  const Decoded d(builder.tcp());
  EXPECT_TRUE(d.has(Anomaly::tunnel_too_deep));
  EXPECT_EQ(d->tunnel_depth, kMostTunnels);
  EXPECT_EQ(d->source, address("10.0.0." + std::to_string(kMostTunnels)));
  EXPECT_EQ(d->depth, Depth::network);
}

TEST(Teredo, IsReadWithItsIndications) {
  const PacketBuilder::Octets fronts[] = {
      {},
      {0, 0, 1, 2, 3, 4, 5, 6},                         // origin
      {0, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0},          // authentication
      {0, 1, 2, 1, 7, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8, 0,  // with client id and value, then origin
       0, 0, 1, 2, 3, 4, 5, 6},
  };
  for (const auto& front : fronts) {
    const Decoded d(PacketBuilder().eth().ipv4().udp(3544, 50000).raw(front).ipv6().icmpv6(128));
    EXPECT_EQ(d->ip_version, 6) << front.size();
    EXPECT_EQ(d->protocol, Protocol::icmpv6) << front.size();
    EXPECT_EQ(d->source_port, 0) << front.size();
    EXPECT_EQ(d->tunnel_depth, 1) << front.size();
  }
}

TEST(Teredo, OtherThingsOnItsPortAreDatagrams) {
  const Decoded text(PacketBuilder().eth().ipv4().udp(50000, 3544).payload(std::string(60, 'a')));
  EXPECT_EQ(text->ip_version, 4);
  EXPECT_EQ(text->tunnel_depth, 0);
  // The first half-byte is 6, yet the length is not that of an IPv6 packet.
  const Decoded chance(PacketBuilder().eth().ipv4().udp(50000, 3544).payload(std::string(60, 'e')));
  EXPECT_EQ(chance->ip_version, 4);
  EXPECT_EQ(chance->destination_port, 3544);
  const Decoded cut(PacketBuilder().eth().ipv4().udp(1, 3544).raw({0, 1, 99, 99, 0, 0}));
  EXPECT_TRUE(cut.has(Anomaly::teredo_malformed));
}

TEST(Tunnel, EachWayOfBeingWrongHasItsName) {
  const std::pair<PacketBuilder, Anomaly> cases[] = {
      {PacketBuilder().eth().ipv4().gre(0x0002), Anomaly::gre_malformed},
      {PacketBuilder().eth().ipv4().gre(0x4000), Anomaly::gre_malformed},
      {PacketBuilder().eth().ipv4().gre(0xb000, {1, 2}), Anomaly::gre_malformed},
      {PacketBuilder().eth().ipv4().gre(0x1000, {0, 0, 0, 1}).with(2, {0x88, 0xbe}).raw({1}),
       Anomaly::erspan_malformed},
      {PacketBuilder().eth().ipv4().gre(0x1000, {0, 0, 0, 1}).with(2, {0x22, 0xeb}).raw({1}),
       Anomaly::erspan_malformed},
      {PacketBuilder().eth().ipv4().udp(1, 4789).payload("x"), Anomaly::vxlan_malformed},
  };
  for (const auto& [builder, anomaly] : cases)
    EXPECT_TRUE(Decoded(builder).has(anomaly)) << name_of(anomaly);
}

}  // namespace
}  // namespace cordon::decode
