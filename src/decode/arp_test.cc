#include "decode/arp.h"

#include <gtest/gtest.h>

#include "decode/decoder.h"

namespace cordon::decode {
namespace {

std::vector<std::uint8_t> frame(std::uint8_t operation) {
  std::vector<std::uint8_t> bytes(12, 0xff);  // to all, from all: nobody looks
  for (const int value : {8, 6, 0, 1, 8, 0, 6,  4, 0, static_cast<int>(operation),  //
                          2, 0, 0, 0, 0, 1, 10, 0, 0, 7,                            //
                          0, 0, 0, 0, 0, 0, 10, 0, 0, 99})
    bytes.push_back(static_cast<std::uint8_t>(value));
  return bytes;
}

Packet decoded(const std::vector<std::uint8_t>& bytes) {
  net::Frame frame;
  frame.link = net::LinkType::ethernet;
  frame.bytes = bytes;
  frame.wire_length = static_cast<std::uint32_t>(bytes.size());
  return Decoder().decode(frame);
}

TEST(Arp, ARequestNamesWhoAsksForWhom) {
  const Packet packet = decoded(frame(1));
  EXPECT_EQ(packet.arp, Arp::request);
  EXPECT_EQ(packet.source.text(), "10.0.0.7");
  EXPECT_EQ(packet.destination.text(), "10.0.0.99");
  EXPECT_EQ(packet.depth, Depth::link) << "it has no IP";
  EXPECT_FALSE(packet.anomalies.any());
}

TEST(Arp, AReplyIsOne) { EXPECT_EQ(decoded(frame(2)).arp, Arp::reply); }

TEST(Arp, WhatIsNotOfEthernetAndIpv4IsPassedOver) {
  auto token_ring = frame(1);
  token_ring[15] = 4;
  EXPECT_EQ(decoded(token_ring).arp, Arp::none);
  EXPECT_EQ(decoded(frame(9)).arp, Arp::none);
  EXPECT_EQ(decoded(frame(9)).source, net::Address{});
}

TEST(Arp, ACutOneIsSaidToBe) {
  const auto whole = frame(1);
  const Packet packet = decoded({whole.begin(), whole.end() - 1});
  EXPECT_EQ(packet.arp, Arp::none);
  EXPECT_TRUE(packet.anomalies.has(Anomaly::link_truncated));
}

}  // namespace
}  // namespace cordon::decode
