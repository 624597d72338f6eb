#include "epidemic/account_network.h"

#include <gtest/gtest.h>

namespace cordon::epidemic {
namespace {

net::Address host(std::uint32_t network, std::uint32_t last) {
  return net::Address::v4(0x0a000000 + network * 256 + last);
}

trace::Account account() {
  trace::Account account;
  for (std::uint32_t last = 1; last <= 10; ++last) account.fleet.servers.push_back(host(0, last));
  for (std::uint32_t last = 1; last <= 4; ++last) account.fleet.servers.push_back(host(1, last));
  trace::Outbreak outbreak;
  outbreak.strain = "codered.ii";
  for (const std::uint32_t last : {1u, 2u}) {
    outbreak.infections.emplace_back();
    outbreak.infections.back().host = host(0, last);
  }
  trace::Attacked refused, took;
  refused.host = host(0, 3);
  refused.attempts = refused.refused = 5;
  took.host = host(0, 4);
  took.attempts = 2;
  took.unknown = 2;
  outbreak.attacked = {refused, took};
  account.outbreaks = {outbreak};
  return account;
}

TEST(AccountNetwork, HasASegmentForEach24AndCountsWhatAttacksTold) {
  const auto network = network_of(account(), "codered.ii");
  ASSERT_TRUE(network.has_value());
  ASSERT_EQ(network->segments.size(), 2u);
  const Segment& first = network->segments[0];
  EXPECT_EQ(first.name, "10.0.0.0/24");
  EXPECT_EQ(first.hosts, 10u);
  EXPECT_EQ(first.initial, 2u);
  // Two infected, one open, one patched: three quarters; of six untried ones 4.5, rounded.
  EXPECT_EQ(first.vulnerable, 2u + 1 + 5);
  EXPECT_EQ(network->segments[1].vulnerable, 3u);
  EXPECT_TRUE(network->open(0, 1, {80}, 0));
}

TEST(AccountNetwork, WithoutAnInfectionIsRefused) {
  EXPECT_FALSE(network_of(account(), "slammer").has_value());
  EXPECT_FALSE(network_of({}, "").has_value());
  EXPECT_TRUE(network_of(account(), "").has_value());
}

}  // namespace
}  // namespace cordon::epidemic
