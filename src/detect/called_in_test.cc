#include "detect/called_in.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "net/by_host_for_test.h"

namespace cordon::detect {
namespace {

net::Address host(std::uint32_t number) { return net::Address::v4(0x0a140000 + number); }

evidence::Contact contact(double second, std::uint32_t from, std::uint32_t to, std::uint16_t port) {
  evidence::Contact c;
  c.client = host(from);
  c.server = host(to);
  c.port = port;
  c.protocol = net::Protocol::tcp;
  c.first = c.last = time_from_ns(static_cast<std::int64_t>(second * 1e9));
  c.flows = c.established = 1;
  return c;
}

// Host 9 reaches 1, 2 and 3 on port 445; 1 and 2 fetch from its port 9996.
std::vector<evidence::Contact> pull() {
  return {contact(1, 9, 1, 445), contact(1.5, 1, 9, 9996), contact(2, 9, 2, 445),
          contact(2.5, 2, 9, 9996), contact(3, 9, 3, 445)};
}

std::size_t fetches(const std::vector<evidence::Finding>& found) {
  return static_cast<std::size_t>(std::count_if(
      found.begin(), found.end(), [](const auto& f) { return f.kind == evidence::Kind::fetched; }));
}

TEST(CalledIn, WhoCallsBackWhoReachedItWasTaken) {
  const auto found = called_in({}, pull());
  ASSERT_EQ(fetches(found), 2u);
  EXPECT_EQ(found[0].strain, "unknown.tcp.445");
  EXPECT_EQ(found[0].actor, host(9));
  EXPECT_EQ(found[0].outcome, evidence::Outcome::accepted);
}

TEST(CalledIn, OneIsNotEnough) {
  auto contacts = pull();
  contacts.erase(contacts.begin() + 3);
  EXPECT_TRUE(called_in({}, contacts).empty());
}

TEST(CalledIn, APortThatOthersCallIsAService) {
  auto contacts = pull();
  for (std::uint32_t other = 20; other < 30; ++other)
    contacts.push_back(contact(10, other, 9, 9996));
  EXPECT_TRUE(called_in({}, contacts).empty());
}

TEST(CalledIn, AnOldClientIsNone) {
  auto contacts = pull();
  contacts.insert(contacts.begin(), contact(0.5, 1, 9, 80));
  EXPECT_TRUE(called_in({}, contacts).empty());
}

TEST(CalledIn, FtpCallsBackByNature) {
  auto contacts = pull();
  for (auto& c : contacts)
    if (c.port == 445) c.port = 21;
  EXPECT_TRUE(called_in({}, contacts).empty());
}

TEST(CalledIn, AKnownStrainIsTold) {
  evidence::Finding known;
  known.strain = "sasser.a";
  known.actor = host(9);
  EXPECT_TRUE(called_in({known}, pull()).empty());
}

TEST(CalledIn, TimeAndNumberAreParameters) {
  CalledInOptions options;
  options.least = 3;
  EXPECT_TRUE(called_in({}, pull(), options).empty());
  options = {};
  options.within = 400ms;
  EXPECT_TRUE(called_in({}, pull(), options).empty());
}

TEST(CalledIn, AHostMayBeLeftOut) {
  CalledInOptions off;
  off.enabled = false;
  const net::Prefix one(host(1), 32);
  EXPECT_TRUE(called_in({}, pull(), net::otherwise_for(one, CalledInOptions{}, off)).empty());
  EXPECT_EQ(
      fetches(called_in({}, pull(), net::otherwise_for(one, CalledInOptions{}, CalledInOptions{}))),
      2u);
}

}  // namespace
}  // namespace cordon::detect
