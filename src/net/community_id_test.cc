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

}  // namespace
}  // namespace cordon::net
