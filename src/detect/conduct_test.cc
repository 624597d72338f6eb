#include "detect/conduct.h"

#include <gtest/gtest.h>

#include "detect/worm_for_test.h"

namespace cordon::detect {
namespace {

using for_test::at;
using for_test::contact;
using for_test::host;
using Contacts = std::vector<evidence::Contact>;

Conduct conduct_of(const Contacts& contacts) {
  return Conduct(contacts, {net::Protocol::tcp, 80}, at(0), at(700));
}

TEST(Conduct, AnOldHabitSpeaksAgainstTurning) {
  Contacts contacts;
  for (std::uint32_t i = 0; i < 10; ++i) contacts.push_back(contact(10 * i, 1, 100 + i, true));
  for (std::uint32_t i = 0; i < 10; ++i) contacts.push_back(contact(600 + i, 2, 200 + i, false));
  const Conduct conduct = conduct_of(contacts);
  EXPECT_LT(conduct.novelty(host(1), at(500)), -2);
  EXPECT_GT(conduct.novelty(host(2), at(500)), 2);
  EXPECT_GT(conduct.failing(host(2), at(500)), 2);
  EXPECT_EQ(conduct.failing(host(1), at(500)), 0);
  EXPECT_EQ(conduct.contacts_after(host(2), at(604.5)).size(), 5u);
  EXPECT_EQ(conduct.contacts_after(host(2), at(604.5)).front()->server, host(205));
  EXPECT_TRUE(conduct.contacts_after(host(3), at(0)).empty());
}

// Twenty servers, each of which opens the service of another once a minute.
Contacts mesh() {
  Contacts contacts;
  for (std::uint32_t i = 0; i < 200; ++i)
    contacts.push_back(contact(3 * i, 1 + i % 20, 1 + (i + 1 + i / 20) % 20, true));
  return contacts;
}

TEST(Conduct, SeveralNewHostsAtOnceAreHurryWherePeersAreSlow) {
  const Contacts contacts = mesh();
  const Conduct conduct = conduct_of(contacts);
  EXPECT_GT(conduct.hurry(at(600), {at(600.1), at(600.2), at(600.3)}, {host(1)}), 2.5);
  EXPECT_EQ(conduct.hurry(at(600), {at(600.1)}, {host(1)}), 0) << "one is not several";
  EXPECT_EQ(conduct.hurry(at(0), {at(300), at(600)}, {host(1)}), 0) << "slower than peers";
}

TEST(Conduct, WherePeersAreAsQuickNothingIsHurry) {
  Contacts contacts = mesh();
  for (std::uint32_t peer = 2; peer <= 20; ++peer)
    for (std::uint32_t round = 0; round < 30; ++round)
      for (std::uint32_t i = 0; i < 4; ++i)
        contacts.push_back(contact(600 + round + 0.1 * i, peer, 100 + 4 * round + i, false));
  EXPECT_LT(conduct_of(contacts).hurry(at(650), {at(650.2), at(650.4)}, {host(1)}), 1.5);
}

TEST(Conduct, HurryLeavesOutWhoSentItToo) {
  Contacts contacts = mesh();
  for (std::uint32_t i = 0; i < 4000; ++i)
    contacts.push_back(contact(600 + 0.001 * i, 2, 100 + i, false));
  const std::vector<Time> sends{at(600.1), at(600.2)};
  const Conduct conduct = conduct_of(contacts);
  EXPECT_GT(conduct.hurry(at(600), sends, {host(1), host(2)}),
            conduct.hurry(at(600), sends, {host(1)}));
}

TEST(Conduct, CountsFlowsToServersThatLive) {
  Contacts contacts{contact(1, 1, 2, true), contact(2, 1, 3, false), contact(3, 4, 2, true)};
  contacts[0].flows = 5;
  contacts[0].last = at(2);
  contacts[2].flows = 9;
  contacts[2].last = at(100);
  EXPECT_TRUE(conduct_of(contacts).had_flows(5 + 1, at(50)));
  EXPECT_FALSE(conduct_of(contacts).had_flows(5 + 2, at(50)));
}

TEST(Conduct, NewIsWhatWasNotContactedBefore) {
  const Contacts contacts{contact(1, 1, 2, true), contact(9, 1, 3, true)};
  const Conduct conduct = conduct_of(contacts);
  EXPECT_FALSE(conduct.is_new(host(1), host(2), at(5)));
  EXPECT_TRUE(conduct.is_new(host(1), host(3), at(5)));
}

}  // namespace
}  // namespace cordon::detect
