#include "net/community_id.h"

#include <gtest/gtest.h>

namespace cordon::net {
namespace {

Endpoint end(std::string_view address, std::uint16_t port) {
  return {*Address::parse(address), port};
}

// Figures of the specification's baseline.
TEST(CommunityId, IsThatOfTheSpecification) {
  EXPECT_EQ(community_id(end("128.232.110.120", 34855), end("66.35.250.204", 80), Protocol::tcp),
            "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
  EXPECT_EQ(community_id(end("192.168.1.52", 54585), end("8.8.8.8", 53), Protocol::udp),
            "1:d/FP5EW3wiY1vCndhwleRRKHowQ=");
}

TEST(CommunityId, IsTheSameInBothDirections) {
  const Endpoint a = end("fe80::1", 5000), b = end("fe80::2", 80);
  EXPECT_EQ(community_id(a, b, Protocol::tcp), community_id(b, a, Protocol::tcp));
  EXPECT_NE(community_id(a, b, Protocol::tcp), community_id(a, b, Protocol::udp));
}

TEST(CommunityId, GivesAPingAndItsAnswerOneId) {
  const auto ask = community_id(end("192.168.0.89", 8), end("192.168.0.1", 0), Protocol::icmp);
  EXPECT_EQ(ask, "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=");
  EXPECT_EQ(ask, community_id(end("192.168.0.1", 0), end("192.168.0.89", 0), Protocol::icmp));
  EXPECT_EQ(community_id(end("fe80::1", 135), end("fe80::2", 0), Protocol::icmpv6),
            community_id(end("fe80::2", 136), end("fe80::1", 0), Protocol::icmpv6));
}

TEST(CommunityId, KeepsTheDirectionOfAnIcmpMessageThatHasNoAnswer) {
  const Endpoint a = end("10.0.0.1", 3), b = end("10.0.0.2", 3);
  EXPECT_NE(community_id(a, b, Protocol::icmp), community_id(b, a, Protocol::icmp));
}

}  // namespace
}  // namespace cordon::net
