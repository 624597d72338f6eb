#include "fleet/fleet.h"

#include <gtest/gtest.h>

namespace cordon::fleet {
namespace {

net::Address address(std::string_view text) { return *net::Address::parse(text); }

evidence::Contact answered(std::string_view client, std::string_view server) {
  evidence::Contact c;
  c.client = address(client);
  c.server = address(server);
  c.established = c.flows = 1;
  return c;
}

TEST(Fleet, OfNetworks) {
  const auto fleet = Fleet::of_networks({"10.0.0.0/8", "192.0.2.7"});
  ASSERT_TRUE(fleet);
  EXPECT_TRUE(fleet->contains(address("10.9.9.9")));
  EXPECT_TRUE(fleet->contains(address("192.0.2.7")));
  EXPECT_FALSE(fleet->contains(address("192.0.2.8")));
  EXPECT_FALSE(fleet->guessed());
}

TEST(Fleet, WhatIsNoNetworkIsNamed) {
  const auto fleet = Fleet::of_networks({"10.0.0.0/8", "servers"});
  ASSERT_FALSE(fleet);
  EXPECT_NE(fleet.error().message().find("servers"), std::string::npos);
}

TEST(Fleet, GuessTakesWhoAnswersAndPrivateNeighbours) {
  const auto fleet =
      Fleet::guess({answered("8.8.4.4", "10.1.1.1"), answered("10.1.1.1", "93.184.216.34")}, {});
  EXPECT_TRUE(fleet.guessed());
  EXPECT_TRUE(fleet.contains(address("10.1.1.1")));
  EXPECT_TRUE(fleet.contains(address("10.1.1.200")));
  EXPECT_FALSE(fleet.contains(address("10.1.2.1")));
  EXPECT_FALSE(fleet.contains(address("93.184.216.34")));
}

TEST(Fleet, AnAttackerThatAnswersItsVictimIsNotOurs) {
  evidence::Finding attack;
  attack.actor = address("98.0.0.1");
  attack.target = address("192.150.11.111");
  const auto fleet = Fleet::guess(
      {answered("98.0.0.1", "192.150.11.111"), answered("192.150.11.111", "98.0.0.1")}, {attack});
  EXPECT_TRUE(fleet.contains(address("192.150.11.111")));
  EXPECT_FALSE(fleet.contains(address("98.0.0.1")));
}

}  // namespace
}  // namespace cordon::fleet
