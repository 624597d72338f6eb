#include "evidence/testimony.h"

#include <gtest/gtest.h>

namespace cordon::evidence {
namespace {

const net::Address kAttacker = net::Address::v4(0xc6336407), kServer = net::Address::v4(0x0a000050);

Time at(double second) { return time_from_ns(0) + duration_from_seconds(second); }

Finding attempt(double second, std::uint32_t source, std::uint64_t frame) {
  Finding f;
  f.time = at(second);
  f.frame = net::frame_id(source, frame);
  f.actor = kAttacker;
  f.target = kServer;
  f.port = 80;
  f.strain = "s";
  f.origins = {{source, frame}};
  return f;
}

Contact contact(double second, std::uint64_t flows) {
  Contact c;
  c.client = kAttacker;
  c.server = kServer;
  c.port = 80;
  c.first = c.last = at(second);
  c.flows = c.established = flows;
  return c;
}

TEST(Testimony, TheSameActSeenByTwoIsOneFinding) {
  std::vector<Testimony> two(2);
  two[0].depth = 1;  // a log
  two[0].findings = {attempt(10, 1, 5), attempt(100, 1, 6)};
  two[0].findings[0].outcome = Outcome::refused;
  two[1].depth = 3;  // a capture
  two[1].findings = {attempt(10.4, 0, 17)};
  const auto joined = joined_findings(two);
  ASSERT_EQ(joined.size(), 2u);
  EXPECT_EQ(joined[0].time, at(10.4)) << "the deeper sensor's";
  EXPECT_EQ(joined[0].origins, (std::vector<Origin>{{0, 17}, {1, 5}}));
  EXPECT_EQ(joined[0].outcome, Outcome::refused) << "what only the log knew";
}

TEST(Testimony, TwoActsOfOneSensorStayTwo) {
  std::vector<Testimony> two(2);
  two[0].depth = 3;
  two[0].findings = {attempt(10, 0, 1), attempt(10.5, 0, 2)};
  two[1].findings = {attempt(10, 1, 1), attempt(10, 1, 2), attempt(11, 1, 3)};
  EXPECT_EQ(joined_findings(two).size(), 3u) << "the third was seen by the log alone";
}

TEST(Testimony, WhatWasOnlyCountedAnswersForTheRest) {
  std::vector<Testimony> two(2);
  two[0].depth = 3;
  two[0].findings = {attempt(10, 0, 1)};
  two[0].findings[0].repeats = 100;
  two[0].findings[0].last = at(500);
  two[1].findings = {attempt(200, 1, 1), attempt(300, 1, 2)};
  EXPECT_EQ(joined_findings(two).size(), 1u);
}

TEST(Testimony, ContactsSeenByTwoAreNotCountedTwice) {
  std::vector<Testimony> two(2);
  two[0].contacts = {contact(10, 7)};
  two[1].contacts = {contact(5, 5)};
  const auto joined = joined_contacts(two);
  ASSERT_EQ(joined.size(), 1u);
  EXPECT_EQ(joined[0].flows, 7u);
  EXPECT_EQ(joined[0].first, at(5));
}

// A log that rounds to seconds must not put a contact before what led to it.
TEST(Testimony, OfOneOpeningTheDeeperSensorsTimeStands) {
  std::vector<Testimony> two(2);
  two[0].contacts = {contact(9, 5)};
  two[1].depth = 1;
  two[1].contacts = {contact(9.7, 5)};
  const auto joined = joined_contacts(two);
  ASSERT_EQ(joined.size(), 1u);
  EXPECT_EQ(joined[0].first, at(9.7));
}

TEST(Testimony, AWrongClockIsPutRightAndAStandInNamed) {
  std::vector<Testimony> two(2);
  two[0].depth = 3;
  two[1].depth = 1;
  two[1].stand_in = net::Address::v4(1);
  for (std::uint64_t i = 0; i < 20; ++i) {
    two[0].sightings.add(mix(i), at(static_cast<double>(100 + i)), kServer);
    two[1].sightings.add(mix(i), at(100.0 + static_cast<double>(i) - 7200), two[1].stand_in);
  }
  two[0].findings = {attempt(110, 0, 1)};
  two[1].findings = {attempt(110 - 7200, 1, 1)};
  two[1].findings[0].target = two[1].stand_in;
  two[1].contacts = {contact(-7000, 1)};
  two[1].contacts[0].server = two[1].stand_in;
  two[1].tally.add(two[1].findings[0]);
  compare_clocks(two);
  EXPECT_EQ(two[1].clock, 7200s);
  EXPECT_EQ(two[1].known_as, kServer);
  EXPECT_EQ(two[1].contacts[0].server, kServer);
  EXPECT_EQ(joined_tally(two).curve("s").points[0].at, at(60));
  EXPECT_EQ(joined_findings(two).size(), 1u);
}

TEST(Testimony, AGivenClockStays) {
  std::vector<Testimony> two(2);
  two[0].depth = 3;
  two[1].clock_is_given = true;
  for (std::uint64_t i = 0; i < 20; ++i) {
    two[0].sightings.add(mix(i), at(static_cast<double>(i)), kServer);
    two[1].sightings.add(mix(i), at(static_cast<double>(i) + 50), kServer);
  }
  compare_clocks(two);
  EXPECT_EQ(two[1].clock, Duration{});
  EXPECT_EQ(two[1].compared, 20u);
}

}  // namespace
}  // namespace cordon::evidence
