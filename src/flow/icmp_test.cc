#include "flow/icmp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "flow/wire_for_test.h"

namespace cordon::flow {
namespace {

using event::Outcome;
using testing::ElementsAre;

decode::Packet icmp(std::string_view from, std::string_view to, std::uint8_t type,
                    std::uint8_t code, std::uint16_t id, Bytes payload = {}) {
  decode::Packet packet = packet_between(end_of(from, 0), end_of(to, 0), net::Protocol::icmp);
  packet.icmp_type = type;
  packet.icmp_code = code;
  packet.icmp_id = id;
  packet.payload = payload;
  return packet;
}

// The IPv4 header and first eight bytes that an unreachable quotes: 10.0.0.1:40000 > 10.0.0.2:80.
std::vector<std::uint8_t> quote(net::Protocol protocol) {
  return {0x45, 0,    0,  40, 0, 0, 0,  0, 64, static_cast<std::uint8_t>(protocol),
          0,    0,    10, 0,  0, 1, 10, 0, 0,  2,
          0x9c, 0x40, 0,  80, 0, 0, 0,  0};
}

TEST(Icmp, PairsAnEchoWithItsReply) {
  Wire wire;
  wire.send(icmp("10.0.0.1", "10.0.0.2", 8, 0, 77));
  wire.send(icmp("10.0.0.2", "10.0.0.1", 0, 0, 77));
  wire.finish();
  EXPECT_THAT(wire.record.lines,
              ElementsAre("open", "C datagram ", "S datagram ", "close input_ended"));
  EXPECT_EQ(wire.record.closed[0].server.port, 8 << 8);
  EXPECT_EQ(wire.record.closed[0].client.port, 0);
}

TEST(Icmp, TellsPingsApartByTheirIdentifier) {
  Wire wire;
  wire.send(icmp("10.0.0.1", "10.0.0.2", 8, 0, 77));
  wire.send(icmp("10.0.0.1", "10.0.0.2", 8, 0, 78));
  EXPECT_EQ(wire.table.counters().icmp, 2u);
}

TEST(Icmp, UnreachableRefusesTheFlowThatItQuotes) {
  for (const net::Protocol protocol : {net::Protocol::tcp, net::Protocol::udp}) {
    Wire wire;
    decode::Packet asked = packet_between(wire.client, wire.server, protocol);
    asked.tcp_flags = protocol == net::Protocol::tcp ? decode::kSyn : 0;
    wire.send(asked);
    const auto quoted = quote(protocol);
    wire.send(icmp("10.0.0.254", "10.0.0.1", 3, 3, 0, quoted));
    wire.finish();
    ASSERT_EQ(wire.record.closed.size(), 2u);
    EXPECT_EQ(wire.record.closed[0].outcome, Outcome::refused);
  }
}

TEST(Icmp, UnreachableDoesNotRefuseWhatIsEstablished) {
  Wire wire;
  wire.handshake();
  const auto quoted = quote(net::Protocol::tcp);
  wire.send(icmp("10.0.0.254", "10.0.0.1", 3, 3, 0, quoted));
  wire.finish();
  EXPECT_EQ(wire.record.closed[0].outcome, Outcome::established);
}

TEST(Icmp, ReadsNoQuoteThatIsCutOrNone) {
  const auto whole = quote(net::Protocol::tcp);
  for (std::size_t size = 0; size < 24; ++size)
    EXPECT_FALSE(quoted_by(icmp("10.0.0.9", "10.0.0.1", 3, 1, 0, head(whole, size)))) << size;
  EXPECT_TRUE(quoted_by(icmp("10.0.0.9", "10.0.0.1", 3, 1, 0, whole)));
  EXPECT_FALSE(quoted_by(icmp("10.0.0.9", "10.0.0.1", 11, 0, 0, whole)));
  auto short_header = whole;
  short_header[0] = 0x41;
  EXPECT_FALSE(quoted_by(icmp("10.0.0.9", "10.0.0.1", 3, 1, 0, short_header)));
}

TEST(Icmp, ReadsNoPortsWhereTheQuotedPacketHasNone) {
  EXPECT_FALSE(quoted_by(icmp("10.0.0.9", "10.0.0.1", 3, 1, 0, quote(net::Protocol::icmp))));
}

TEST(Icmp, ReadsAQuoteOfIpv6) {
  std::vector<std::uint8_t> quoted(48, 0);
  quoted[0] = 0x60;
  quoted[6] = 17;
  quoted[23] = 1;
  quoted[39] = 2;
  quoted[41] = 5;
  quoted[43] = 53;
  decode::Packet packet = icmp("::9", "::1", 1, 4, 0, quoted);
  packet.protocol = net::Protocol::icmpv6;
  const auto read = quoted_by(packet);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->source, end_of("::1", 5));
  EXPECT_EQ(read->destination, end_of("::2", 53));
  EXPECT_EQ(read->protocol, net::Protocol::udp);
}

}  // namespace
}  // namespace cordon::flow
