#include "decode/transport.h"

#include <gtest/gtest.h>

#include "decode/packet_builder.h"

namespace cordon::decode {
namespace {

using net::Protocol;

TEST(Tcp, HeaderAndPayloadAreRead) {
  const Decoded d(
      PacketBuilder().eth().ipv4().tcp(40000, 445, kSyn | kAck, {2, 4, 5, 0xb4}).payload("abc"));
  EXPECT_EQ(d->protocol, Protocol::tcp);
  EXPECT_EQ(d->source_port, 40000);
  EXPECT_EQ(d->destination_port, 445);
  EXPECT_EQ(d->sequence, 1000u);
  EXPECT_EQ(d->acknowledgment, 2000u);
  EXPECT_EQ(d->window, 0x2000);
  EXPECT_TRUE(d->has(kSyn) && d->has(kAck) && !d->has(kFin));
  EXPECT_EQ(d->transport_header.size(), 24u);
  EXPECT_EQ(text_of(d->payload), "abc");
  EXPECT_FALSE(d->anomalies.any());
}

TEST(Udp, WhatStandsBehindItsLengthIsNoPayload) {
  const Decoded d(PacketBuilder().eth().ipv4().udp().with(4, {0, 10}).payload("abcdef"));
  EXPECT_EQ(text_of(d->payload), "ab");
  EXPECT_FALSE(d->anomalies.any());
}

TEST(Udp, OnlyWhatItsOwnLengthAnnouncesCanBeMissing) {
  const auto bytes =
      PacketBuilder().eth().ipv4().udp().with(4, {0, 12}).payload("abcdefghij").bytes();
  // Three of the four bytes are left.
  const Decoded d(copy_of(Bytes(bytes).first(bytes.size() - 7)), {}, net::LinkType::ethernet, 7);
  EXPECT_EQ(text_of(d->payload), "abc");
  EXPECT_EQ(d->missing, 1u);
}

TEST(Icmp, TypeCodeIdAndSequenceAreReadInBothVersions) {
  const Decoded four(PacketBuilder().eth().ipv4().icmp(3, 1, 77, 5).payload("data"));
  EXPECT_EQ(four->icmp_type, 3);
  EXPECT_EQ(four->icmp_code, 1);
  EXPECT_EQ(four->icmp_id, 77);
  EXPECT_EQ(four->icmp_sequence, 5);
  EXPECT_EQ(text_of(four->payload), "data");
  const Decoded six(PacketBuilder().eth().ipv6().icmpv6(129, 0, 78, 6));
  EXPECT_EQ(six->protocol, Protocol::icmpv6);
  EXPECT_EQ(six->icmp_type, 129);
  EXPECT_EQ(six->icmp_id, 78);
}

TEST(Sctp, PortsAreRead) {
  const Decoded d(PacketBuilder()
                      .eth()
                      .ipv4()
                      .protocol(Protocol::sctp)
                      .raw({0x0b, 0x59, 0x0b, 0x5a, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
  EXPECT_EQ(d->depth, Depth::transport);
  EXPECT_EQ(d->source_port, 2905);
  EXPECT_EQ(d->destination_port, 2906);
  EXPECT_EQ(d->payload.size(), 1u);
}

struct Wrong {
  const char* what;
  PacketBuilder builder;
  Anomaly anomaly;
  Depth depth;
};

TEST(Transport, EachWayOfBeingWrongHasItsNameAndAPlaceWhereItStops) {
  const Wrong cases[] = {
      {"half a TCP header",
       PacketBuilder().eth().ipv4().protocol(Protocol::tcp).payload("0123456789"),
       Anomaly::tcp_truncated, Depth::network},
      {"a TCP header said to be 16 bytes", PacketBuilder().eth().ipv4().tcp().with(12, {0x40}),
       Anomaly::tcp_header_too_short, Depth::network},
      {"a TCP header said to be 60 bytes of 20",
       PacketBuilder().eth().ipv4().tcp().with(12, {0xf0}), Anomaly::tcp_header_beyond_packet,
       Depth::network},
      {"a TCP option longer than the options (URGENT/11)",
       PacketBuilder().eth().ipv4().tcp(1, 2, kAck, {2, 44, 0, 0}), Anomaly::tcp_bad_option,
       Depth::transport},
      {"SYN with FIN", PacketBuilder().eth().ipv4().tcp(1, 2, kSyn | kFin),
       Anomaly::tcp_impossible_flags, Depth::transport},
      {"no flags at all", PacketBuilder().eth().ipv4().tcp(1, 2, 0), Anomaly::tcp_impossible_flags,
       Depth::transport},
      {"half a UDP header", PacketBuilder().eth().ipv4().protocol(Protocol::udp).payload("0123"),
       Anomaly::udp_truncated, Depth::network},
      {"a UDP length that does not hold the header",
       PacketBuilder().eth().ipv4().udp().with(4, {0, 7}), Anomaly::udp_length_too_short,
       Depth::network},
      {"a UDP length beyond the datagram",
       PacketBuilder().eth().ipv4().udp().with(4, {0, 99}).payload("a"),
       Anomaly::udp_length_beyond_packet, Depth::transport},
      {"three bytes of ICMP", PacketBuilder().eth().ipv4().protocol(Protocol::icmp).payload("012"),
       Anomaly::icmp_truncated, Depth::network},
      {"half an SCTP header", PacketBuilder().eth().ipv4().protocol(Protocol::sctp).payload("012"),
       Anomaly::sctp_truncated, Depth::network},
  };
  for (const Wrong& wrong : cases) {
    const Decoded d(wrong.builder);
    EXPECT_TRUE(d.has(wrong.anomaly)) << wrong.what;
    EXPECT_EQ(d->depth, wrong.depth) << wrong.what;
    if (wrong.depth == Depth::network) {
      EXPECT_EQ(d->source_port, 0) << wrong.what;
      EXPECT_TRUE(d->transport_header.empty()) << wrong.what;
      EXPECT_EQ(d->payload.data(), d->ip_header.data() + d->ip_header.size()) << wrong.what;
    }
  }
}

}  // namespace
}  // namespace cordon::decode
