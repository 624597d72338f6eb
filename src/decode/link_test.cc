#include "decode/link.h"

#include <gtest/gtest.h>

#include "decode/packet_builder.h"

namespace cordon::decode {
namespace {

using net::LinkType;

constexpr int kMark = 4321;  // the port by which a test knows that the packet was reached

PacketBuilder inner() { return PacketBuilder().ipv4().tcp(1, kMark).payload("p"); }

std::vector<std::uint8_t> behind(PacketBuilder::Octets front, const PacketBuilder& rest) {
  std::vector<std::uint8_t> bytes;
  for (const int value : front) bytes.push_back(static_cast<std::uint8_t>(value));
  const auto more = rest.bytes();
  bytes.insert(bytes.end(), more.begin(), more.end());
  return bytes;
}

TEST(Link, EveryLinkTypeLeadsToThePacket) {
  struct Case {
    const char* what;
    LinkType link;
    PacketBuilder::Octets front;
  };
  const Case cases[] = {
      {"raw IP", LinkType::raw_ip, {}},
      {"raw IP, as BSD wrote it", LinkType::raw_bsd, {}},
      {"raw IP, as OpenBSD wrote it", LinkType::raw_bsd_other, {}},
      {"IPv4 alone", LinkType::ipv4, {}},
      {"null, big-endian", LinkType::null_loopback, {0, 0, 0, 2}},
      {"null, little-endian", LinkType::null_loopback, {2, 0, 0, 0}},
      {"loop", LinkType::loop, {0, 0, 0, 2}},
      {"Linux cooked", LinkType::linux_sll, {0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 8, 0}},
      {"Linux cooked, second version", LinkType::linux_sll2, {8, 0, 0, 0, 0, 0, 0, 1, 0, 1,
                                                              0, 6, 1, 2, 3, 4, 5, 6, 0, 0}},
      {"NFLOG: a prefix, then the packet of 41 bytes",
       LinkType::nflog,
       {2, 0, 0, 7, 5, 0, 10, 0, 0, 0, 0, 0, 45, 0, 9, 0}},
      {"802.11: a data frame with LLC and SNAP",
       LinkType::ieee80211,
       {8, 1, 0, 0, 1, 1, 1, 1, 1,    1,    2, 2, 2, 2, 2, 2,
        3, 3, 3, 3, 3, 3, 0, 0, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0}},
      {"802.11: QoS", LinkType::ieee80211, {0x88, 1, 0,    0,    1, 1, 1, 1, 1, 1, 2, 2,
                                            2,    2, 2,    2,    3, 3, 3, 3, 3, 3, 0, 0,
                                            0,    0, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0}},
      {"802.11 behind radiotap",
       LinkType::ieee80211_radiotap,
       {0, 0, 8, 0, 0, 0, 0, 0, 8, 1, 0, 0, 1,    1,    1, 1, 1, 1, 2, 2,
        2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 0, 0, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0}},
  };
  for (const Case& c : cases) {
    const Decoded d(behind(c.front, inner()), {}, c.link);
    EXPECT_EQ(d->destination_port, kMark) << c.what;
    EXPECT_EQ(text_of(d->payload), "p") << c.what;
    EXPECT_FALSE(d->anomalies.any()) << c.what;
  }
}

TEST(Link, IPv6HasADifferentFamilyOnEachSystem) {
  for (const int family : {10, 24, 28, 30}) {
    const Decoded d(behind({family, 0, 0, 0}, PacketBuilder().ipv6().tcp(1, kMark)), {},
                    LinkType::null_loopback);
    EXPECT_EQ(d->destination_port, kMark) << family;
  }
}

TEST(Link, TagsOfEveryKindAreTakenOffAndKept) {
  const Decoded d(
      PacketBuilder().eth().vlan(100, 0x88a8).vlan(7, 0x9100).vlan(8).ipv4().tcp(1, kMark));
  EXPECT_EQ(d->destination_port, kMark);
  EXPECT_EQ(d->vlan_count, 3);
  EXPECT_EQ(d->vlan[0], 100);
  EXPECT_EQ(d->vlan[1], 7);
  EXPECT_EQ(d->vlan[2], 8);
  EXPECT_EQ(d->ethertype, 0x0800);
}

TEST(Link, TagsBeyondTheThirdAreCountedAndNotKept) {
  const Decoded d(PacketBuilder().eth().vlan(1).vlan(2).vlan(3).vlan(4).ipv4().tcp(1, kMark));
  EXPECT_EQ(d->destination_port, kMark);
  EXPECT_EQ(d->vlan_count, 4);
  EXPECT_EQ(d->vlan[2], 3);
}

TEST(Link, TagsWithoutEndAreGivenUp) {
  PacketBuilder builder;
  builder.eth();
  for (int i = 0; i <= kMostVlans; ++i) builder.vlan(i);
  const Decoded d(builder.ipv4().tcp());
  EXPECT_TRUE(d.has(Anomaly::vlan_too_many));
  EXPECT_EQ(d->depth, Depth::link);
}

TEST(Link, MplsPppoeVnTagAndSnapLeadToThePacket) {
  const std::pair<const char*, std::vector<std::uint8_t>> cases[] = {
      {"two labels, IPv4",
       PacketBuilder().eth().mpls(16, false).mpls(17, true).ipv4().tcp(1, kMark).bytes()},
      {"a label, IPv6", PacketBuilder().eth().mpls(16, true).ipv6().tcp(1, kMark).bytes()},
      {"a pseudowire: label, control word, Ethernet",
       PacketBuilder().eth().mpls(16, true).raw({0, 0, 0, 0}).eth().ipv4().tcp(1, kMark).bytes()},
      {"PPPoE, IPv4", PacketBuilder().eth().pppoe().ipv4().tcp(1, kMark).bytes()},
      {"PPPoE, IPv6", PacketBuilder().eth().pppoe().ipv6().tcp(1, kMark).bytes()},
      {"PPPoE behind two tags",
       PacketBuilder().eth().vlan(1, 0x88a8).vlan(2).pppoe().ipv4().tcp(1, kMark).bytes()},
      {"VN-Tag", PacketBuilder()
                     .eth()
                     .with(12, {0x89, 0x26})
                     .raw({0, 0, 0, 0, 8, 0})
                     .ipv4()
                     .tcp(1, kMark)
                     .bytes()},
      {"802.3 with LLC and SNAP", PacketBuilder()
                                      .eth()
                                      .with(12, {0, 48})
                                      .raw({0xaa, 0xaa, 3, 0, 0, 0, 8, 0})
                                      .ipv4()
                                      .tcp(1, kMark)
                                      .bytes()},
  };
  for (const auto& [what, bytes] : cases) {
    const Decoded d(bytes);
    EXPECT_EQ(d->destination_port, kMark) << what;
    EXPECT_FALSE(d->anomalies.any()) << what;
  }
}

TEST(Link, EachWayOfBeingWrongHasItsName) {
  struct Case {
    const char* what;
    std::vector<std::uint8_t> bytes;
    LinkType link;
    Anomaly anomaly;
  };
  const std::vector<std::uint8_t> few(3, 0);
  const Case cases[] = {
      {"a link type that nobody knows", few, static_cast<LinkType>(147),
       Anomaly::unknown_link_type},
      {"three bytes of Ethernet", few, LinkType::ethernet, Anomaly::link_truncated},
      {"an empty frame", {}, LinkType::ethernet, Anomaly::link_truncated},
      {"three bytes of null", few, LinkType::null_loopback, Anomaly::link_truncated},
      {"no raw IP at all", {}, LinkType::raw_ip, Anomaly::link_truncated},
      {"raw IP of version 0", few, LinkType::raw_ip, Anomaly::ip_wrong_version},
      {"three bytes of SLL", few, LinkType::linux_sll, Anomaly::sll_malformed},
      {"three bytes of SLL2", few, LinkType::linux_sll2, Anomaly::sll_malformed},
      {"NFLOG without a packet", {2, 0, 0, 7}, LinkType::nflog, Anomaly::nflog_malformed},
      {"NFLOG, an attribute of length 1",
       {2, 0, 0, 7, 1, 0, 9, 0},
       LinkType::nflog,
       Anomaly::nflog_malformed},
      {"radiotap longer than the frame",
       {0, 0, 99, 0},
       LinkType::ieee80211_radiotap,
       Anomaly::link_truncated},
      {"labels to the end of the frame", PacketBuilder().eth().mpls(16, false).bytes(),
       LinkType::ethernet, Anomaly::mpls_truncated},
      {"PPPoE longer than the frame",
       PacketBuilder().eth().pppoe().with(4, {9, 9}).ipv4().tcp().bytes(), LinkType::ethernet,
       Anomaly::pppoe_truncated},
      {"half a PPPoE header", PacketBuilder().eth().with(12, {0x88, 0x64}).payload("abc").bytes(),
       LinkType::ethernet, Anomaly::pppoe_truncated},
  };
  for (const Case& c : cases) {
    const Decoded d(c.bytes, {}, c.link);
    EXPECT_TRUE(d.has(c.anomaly)) << c.what;
    EXPECT_LE(d.decoder.counters().frames, 1u) << c.what;
  }
}

TEST(Wlan, WhatIsEncryptedIsNamedAndCounted) {
  const Decoded d(
      behind({8, 0x41, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 0, 0},
             PacketBuilder().payload("nobody reads this")),
      {}, LinkType::ieee80211);
  EXPECT_TRUE(d.has(Anomaly::wlan_encrypted));
  EXPECT_EQ(d.decoder.counters().encrypted_wlan, 1u);
  EXPECT_EQ(d->depth, Depth::link);
}

TEST(Wlan, BeaconsAndFramesWithoutDataCarryNoPacket) {
  for (const int control : {0x80, 0x48, 0xc8, 0xd4}) {  // beacon, null, QoS null, acknowledgment
    const Decoded d(behind({control, 0}, PacketBuilder().payload(std::string(40, 'x'))), {},
                    LinkType::ieee80211);
    EXPECT_EQ(d->depth, Depth::link) << control;
    EXPECT_FALSE(d->anomalies.any()) << control;
  }
}

}  // namespace
}  // namespace cordon::decode
