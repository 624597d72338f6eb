#include "decode/network.h"

#include <gtest/gtest.h>

#include "decode/packet_builder.h"

namespace cordon::decode {
namespace {

using net::Protocol;

net::Address address(std::string_view text) { return *net::Address::parse(text); }

TEST(Ipv4, IsReadWithWhatItAnnounces) {
  const Decoded d(PacketBuilder().eth().ipv4("10.0.0.1", "10.0.0.2").udp().payload("hello"));
  EXPECT_EQ(d->depth, Depth::transport);
  EXPECT_EQ(d->ip_version, 4);
  EXPECT_EQ(d->ttl, 64);
  EXPECT_EQ(d->ip_id, 0x1234);
  EXPECT_EQ(d->protocol, Protocol::udp);
  EXPECT_EQ(d->source, address("10.0.0.1"));
  EXPECT_EQ(d->destination, address("10.0.0.2"));
  EXPECT_EQ(d->ip_header.size(), 20u);
  EXPECT_EQ(text_of(d->payload), "hello");
  EXPECT_FALSE(d->anomalies.any());
}

TEST(Ipv4, PaddingOfEthernetIsNoPayload) {
  auto padded = PacketBuilder().eth().ipv4().tcp(1, 2, kAck).bytes();
  padded.resize(60);
  const Decoded p(std::move(padded));
  EXPECT_TRUE(p->payload.empty());
  EXPECT_EQ(p->missing, 0u);
  EXPECT_FALSE(p->anomalies.any());
}

TEST(Ipv4, WhatTheSnapLengthCutIsMissingAndNotWrong) {
  const auto bytes = PacketBuilder().eth().ipv4().tcp().payload(std::string(100, 'x')).bytes();
  const Decoded d(copy_of(Bytes(bytes).first(bytes.size() - 60)), {}, net::LinkType::ethernet, 60);
  EXPECT_EQ(d->payload.size(), 40u);
  EXPECT_EQ(d->missing, 60u);
  EXPECT_TRUE(d.has(Anomaly::cut_by_snap_length));
  EXPECT_FALSE(d.has(Anomaly::ipv4_length_beyond_packet));
}

TEST(Ipv4, ALengthThatTheFrameNeverHadIsNamed) {
  const Decoded d(PacketBuilder().eth().ipv4().with(2, {1, 0}).tcp().payload("abc"));
  EXPECT_TRUE(d.has(Anomaly::ipv4_length_beyond_packet));
  EXPECT_EQ(d->missing, 256u - 43u);
}

TEST(Ipv4, ALengthOfZeroIsOffloadingAndMeansAllThatIsThere) {
  const Decoded d(PacketBuilder().eth().ipv4().with(2, {0, 0}).tcp().payload("abc"));
  EXPECT_EQ(text_of(d->payload), "abc");
  EXPECT_FALSE(d->anomalies.any());
}

TEST(Ipv4, OptionsAreSkippedAndCheckedForTheirLength) {
  const Decoded good(PacketBuilder().eth().ipv4("1.1.1.1", "2.2.2.2", {1, 7, 3, 4}).tcp());
  EXPECT_EQ(good->ip_header.size(), 24u);
  EXPECT_EQ(good->destination_port, 80);
  EXPECT_FALSE(good->anomalies.any());
  const Decoded bad(PacketBuilder().eth().ipv4("1.1.1.1", "2.2.2.2", {7, 9, 4, 0}).tcp());
  EXPECT_TRUE(bad.has(Anomaly::ipv4_bad_option));
  EXPECT_EQ(bad->destination_port, 80);
}

struct Wrong {
  const char* what;
  PacketBuilder builder;
  Anomaly anomaly;
  Depth depth;
};

TEST(Ip, EachWayOfBeingWrongHasItsNameAndAPlaceWhereItStops) {
  const Wrong cases[] = {
      {"an IPv4 header of ten bytes", PacketBuilder().eth().with(12, {8, 0}).payload("E123456789"),
       Anomaly::ipv4_truncated, Depth::link},
      {"version 7 where IPv4 was announced", PacketBuilder().eth().ipv4().with(0, {0x75}).tcp(),
       Anomaly::ip_wrong_version, Depth::link},
      {"an IPv4 header said to be 16 bytes", PacketBuilder().eth().ipv4().with(0, {0x44}).tcp(),
       Anomaly::ipv4_header_too_short, Depth::link},
      {"an IPv4 header said to be 60 bytes of 40",
       PacketBuilder().eth().ipv4().with(0, {0x4f}).tcp(), Anomaly::ipv4_header_beyond_packet,
       Depth::link},
      {"a length that does not hold the header",
       PacketBuilder().eth().ipv4().with(2, {0, 19}).tcp(), Anomaly::ipv4_length_too_short,
       Depth::network},
      {"an IPv6 header of ten bytes",
       PacketBuilder().eth().with(12, {0x86, 0xdd}).payload("`123456789"), Anomaly::ipv6_truncated,
       Depth::link},
      {"version 4 where IPv6 was announced", PacketBuilder().eth().ipv6().with(0, {0x40}).tcp(),
       Anomaly::ip_wrong_version, Depth::link},
      {"an IPv6 length beyond the frame", PacketBuilder().eth().ipv6().with(4, {9, 9}).udp(),
       Anomaly::ipv6_length_beyond_packet, Depth::transport},
      {"an extension header said to be 16 bytes of 8",
       PacketBuilder().eth().ipv6().extension(Protocol::routing).with(1, {1}),
       Anomaly::ipv6_extension_truncated, Depth::network},
      {"hop-by-hop options behind destination options",
       PacketBuilder()
           .eth()
           .ipv6()
           .extension(Protocol::destination_options)
           .extension(Protocol::hop_by_hop)
           .udp(),
       Anomaly::ipv6_extension_out_of_order, Depth::transport},
      {"a packet to oneself (LAND, 1997)", PacketBuilder().eth().ipv4("8.8.8.8", "8.8.8.8").tcp(),
       Anomaly::same_source_and_destination, Depth::transport},
  };
  for (const Wrong& wrong : cases) {
    const Decoded d(wrong.builder);
    EXPECT_TRUE(d.has(wrong.anomaly)) << wrong.what;
    EXPECT_EQ(d->depth, wrong.depth) << wrong.what;
    EXPECT_EQ(d.decoder.counters().anomalies[static_cast<std::size_t>(wrong.anomaly)], 1u)
        << wrong.what;
  }
}

TEST(Ipv6, ExtensionHeadersAreWalkedToTheTransport) {
  const Decoded d(PacketBuilder()
                      .eth()
                      .ipv6("fe80::1", "fe80::2")
                      .extension(Protocol::hop_by_hop)
                      .extension(Protocol::routing)
                      .extension(Protocol::destination_options)
                      .tcp(1, 445)
                      .payload("x"));
  EXPECT_EQ(d->ip_version, 6);
  EXPECT_EQ(d->source, address("fe80::1"));
  EXPECT_EQ(d->protocol, Protocol::tcp);
  EXPECT_EQ(d->destination_port, 445);
  EXPECT_EQ(d->ip_header.size(), 64u);
  EXPECT_EQ(text_of(d->payload), "x");
  EXPECT_FALSE(d->anomalies.any());
}

TEST(Ipv6, AnAuthenticationHeaderCountsInFourBytes) {
  const Decoded d(
      PacketBuilder().eth().ipv6().extension(Protocol::ah).with(1, {1}).raw({0, 0, 0, 9}).udp());
  EXPECT_EQ(d->destination_port, 53);
}

TEST(Ipv6, ExtensionHeadersWithoutEndAreGivenUp) {
  PacketBuilder builder;
  builder.eth().ipv6();
  for (int i = 0; i <= kMostExtensionHeaders; ++i) builder.extension(Protocol::destination_options);
  const Decoded d(builder.udp());
  EXPECT_TRUE(d.has(Anomaly::ipv6_too_many_extensions));
  EXPECT_EQ(d->depth, Depth::network);
  EXPECT_FALSE(d->ip_header.empty());
}

TEST(Checksums, AreLookedAtOnlyOnRequest) {
  const DecodeOptions checked{.check_checksums = true};
  const PacketBuilder good[] = {
      PacketBuilder().eth().ipv4().tcp().payload("odd"),
      PacketBuilder().eth().ipv4().udp().payload("even"),
      PacketBuilder().eth().ipv4().icmp().payload("ping"),
      PacketBuilder().eth().ipv6().tcp().payload("odd"),
      PacketBuilder().eth().ipv6().udp().payload("even"),
      PacketBuilder().eth().ipv6().icmpv6().payload("ping"),
  };
  for (const PacketBuilder& builder : good) {
    const Decoded d(builder, checked);
    EXPECT_FALSE(d->anomalies.any());
    EXPECT_EQ(d->depth, Depth::transport);
  }
  const std::pair<PacketBuilder, Anomaly> bad[] = {
      {PacketBuilder().eth().ipv4().with(10, {1, 2}).tcp(), Anomaly::ipv4_bad_checksum},
      {PacketBuilder().eth().ipv4().tcp().with(16, {1, 2}).payload("a"), Anomaly::tcp_bad_checksum},
      {PacketBuilder().eth().ipv4().udp().with(6, {1, 2}).payload("a"), Anomaly::udp_bad_checksum},
      {PacketBuilder().eth().ipv4().icmp().with(2, {1, 2}), Anomaly::icmp_bad_checksum},
      {PacketBuilder().eth().ipv6().icmpv6().with(2, {1, 2}), Anomaly::icmp_bad_checksum},
  };
  for (const auto& [builder, anomaly] : bad) {
    const Decoded d(builder, checked);
    EXPECT_TRUE(d.has(anomaly)) << name_of(anomaly);
    EXPECT_EQ(d->depth, Depth::network) << name_of(anomaly);
    EXPECT_TRUE(d->transport_header.empty()) << name_of(anomaly);
    EXPECT_EQ(d->source_port, 0) << name_of(anomaly);
    const Decoded unchecked(builder);
    EXPECT_FALSE(unchecked->anomalies.any()) << name_of(anomaly);
  }
  const Decoded none(PacketBuilder().eth().ipv4().udp().with(6, {0, 0}).payload("a"), checked);
  EXPECT_FALSE(none->anomalies.any()) << "UDP without a checksum over IPv4 is allowed";
}

}  // namespace
}  // namespace cordon::decode
