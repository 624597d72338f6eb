#include "detect/aftermath.h"

#include <gtest/gtest.h>

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;
using evidence::Kind;
using evidence::Outcome;

net::Address host(std::uint32_t last) { return net::Address::v4(0x0a000000 + last); }
Time at(int second) { return Time(std::chrono::seconds(second)); }

Finding attempt(int second, std::uint32_t from, std::uint32_t to,
                Outcome outcome = Outcome::unknown) {
  Finding f;
  f.time = at(second);
  f.frame = static_cast<std::uint64_t>(second);
  f.actor = host(from);
  f.target = host(to);
  f.port = 80;
  f.strain = "codered.v2";
  f.outcome = outcome;
  f.origins = {evidence::Origin::of_frame(f.frame)};
  return f;
}

Contact contact(int second, std::uint32_t from, std::uint32_t to, std::uint16_t port,
                bool established) {
  Contact c;
  c.client = host(from);
  c.server = host(to);
  c.port = port;
  c.protocol = net::Protocol::tcp;
  c.first = c.last = at(second);
  c.flows = 1;
  (established ? c.established : c.unanswered) = 1;
  return c;
}

TEST(Propagated, ReceivedThenSent) {
  const auto found = propagated({attempt(1, 9, 1), attempt(5, 1, 2), attempt(6, 1, 3)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].actor, host(1));
  EXPECT_EQ(found[0].target, host(2));
  EXPECT_EQ(found[0].time, at(5));
}

TEST(Propagated, SendingBeforeReceivingIsNone) {
  EXPECT_TRUE(propagated({attempt(1, 1, 2), attempt(5, 9, 1)}).empty());
}

TEST(Propagated, WhatWasRefusedWasNotReceived) {
  EXPECT_TRUE(propagated({attempt(1, 9, 1, Outcome::refused), attempt(5, 1, 2)}).empty());
}

TEST(CallBacks, ToTheAddressThatTheExploitNamed) {
  Finding exploit = attempt(1, 9, 1);
  exploit.named = {{host(77), 1389}};
  const auto found = call_backs({exploit}, {contact(2, 1, 77, 1389, true)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, Kind::called_back);
  EXPECT_EQ(found[0].actor, host(1));
  EXPECT_EQ(found[0].named.size(), 1u);
}

TEST(CallBacks, ByAnotherHostBehindTheTarget) {
  Finding exploit = attempt(1, 9, 1);
  exploit.named = {{host(77), 1389}};
  const auto found = call_backs({exploit}, {contact(2, 5, 77, 1389, true)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].actor, host(5));
}

TEST(CallBacks, NotBeforeTheExploitNorOnAnotherPortNorByTheAttacker) {
  Finding exploit = attempt(10, 9, 1);
  exploit.named = {{host(77), 1389}};
  EXPECT_TRUE(call_backs({exploit}, {contact(2, 1, 77, 1389, true), contact(11, 1, 77, 80, true),
                                     contact(12, 9, 77, 1389, true)})
                  .empty());
}

TEST(CallBacks, ToTheAttackerOnlyIfTheExploitWasTaken) {
  EXPECT_TRUE(call_backs({attempt(1, 9, 1)}, {contact(2, 1, 9, 69, true)}).empty());
  EXPECT_EQ(call_backs({attempt(1, 9, 1, Outcome::accepted)}, {contact(2, 1, 9, 69, true)}).size(),
            1u);
}

TEST(Turned, AServerThatStartsToTryTheServiceItWasReachedOn) {
  std::vector<Contact> contacts;
  for (std::uint32_t i = 0; i < 8; ++i) contacts.push_back(contact(20, 1, 100 + i, 80, i == 0));
  const auto found = turned({attempt(1, 9, 1)}, contacts);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].actor, host(1));
}

TEST(Turned, NotOneThatWasAClientBeforeNorOneThatSucceeds) {
  std::vector<Contact> succeeding, before;
  for (std::uint32_t i = 0; i < 8; ++i) succeeding.push_back(contact(20, 1, 100 + i, 80, true));
  for (std::uint32_t i = 0; i < 8; ++i)
    before.push_back(contact(i == 0 ? 0 : 20, 1, 100 + i, 80, false));
  EXPECT_TRUE(turned({attempt(1, 9, 1)}, succeeding).empty());
  EXPECT_TRUE(turned({attempt(1, 9, 1)}, before).empty());
}

}  // namespace
}  // namespace cordon::detect
