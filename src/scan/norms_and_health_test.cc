// What is normal at a site, which destinations excuse a failure, and traffic in one direction.
#include <gtest/gtest.h>

#include "base/random.h"
#include "scan/destination_health.h"
#include "scan/one_way.h"
#include "scan/reverse_walk.h"
#include "scan/service_norms.h"
#include "scan/threshold_walk.h"

namespace cordon::scan {
namespace {

const Time kStart = Time(std::chrono::seconds(1'500'000'000));
constexpr auto kTcp = net::Protocol::tcp;

int failures_in_four(Random& random, double chance) {
  int failed = 0;
  for (int i = 0; i < kFirstFew; ++i) failed += random.chance(chance);
  return failed;
}

TEST(ServiceNorms, LearnsTheShareThatFailsInSpiteOfScanners) {
  for (const double chance : {0.05, 0.2, 0.35}) {
    for (const double scanners : {0.0, 0.5, 0.9}) {
      ServiceNorms norms(kRemote, kTurning);
      Random random(1);
      for (int i = 0; i < 20'000; ++i)
        norms.learn(kTcp, 80, false,
                    failures_in_four(random, random.chance(scanners) ? 0.99 : chance));
      // Nine scanners in ten whose contacts succeed once in a hundred still shift it somewhat.
      EXPECT_NEAR(norms.failing(kTcp, 80, false), chance, scanners > 0.8 ? 0.25 : 0.04)
          << chance << " " << scanners;
    }
  }
}

TEST(ServiceNorms, KeepsTheoryWithinBounds) {
  ServiceNorms norms(kRemote, kTurning);
  EXPECT_FLOAT_EQ(norms.steps(kTcp, 80, false).failure, steps_of(kRemote).failure);
  EXPECT_FLOAT_EQ(norms.steps(kTcp, 80, true).failure, steps_of(kTurning).failure);
  for (int i = 0; i < 1000; ++i) norms.learn(kTcp, 80, false, 0);  // nothing ever fails
  EXPECT_FLOAT_EQ(norms.steps(kTcp, 80, false).failure, steps_of(kRemote).failure);
  for (int i = 0; i < 1000; ++i) norms.learn(kTcp, 81, false, 3);  // nearly all does
  EXPECT_FLOAT_EQ(norms.steps(kTcp, 81, false).failure, steps_of({0.5, 0.2}).failure);
  EXPECT_FLOAT_EQ(norms.steps(kTcp, 80, true).failure, steps_of(kTurning).failure);
}

TEST(ServiceNorms, IsBounded) {
  ServiceNorms norms(kRemote, kTurning, 10);
  for (std::uint16_t port = 0; port < 100; ++port) norms.learn(kTcp, port, true, 1);
  EXPECT_EQ(norms.not_kept(), 90u);
}

class Health : public testing::Test {
 protected:
  Excuse contact(std::uint32_t client, std::uint32_t server, bool failed, Duration at) {
    Opening o;
    o.client = net::Address::v4(client);
    o.server = net::Address::v4(server);
    o.port = 80;
    o.protocol = kTcp;
    o.at = kStart + at;
    o.outcome = failed ? Outcome::unanswered : Outcome::established;
    const Keys keys = keys_of(o, 1);
    if (!failed) health_.answered(keys, o.at);
    return health_.judge(keys, o);
  }
  DestinationHealth health_;
};

TEST_F(Health, AServerThatWasAliveExcuses) {
  EXPECT_EQ(contact(1, 100, true, 0s), Excuse::none);
  contact(2, 100, false, 1s);
  EXPECT_EQ(contact(3, 100, true, 2s), Excuse::was_alive);
  EXPECT_EQ(contact(3, 100, true, 24h * 30), Excuse::none);  // long ago
}

TEST_F(Health, AnIsolatedServerExcuses) {
  health_.isolate(net::Address::v4(100));
  EXPECT_EQ(contact(1, 100, true, 0s), Excuse::isolated);
  health_.release(net::Address::v4(100));
  EXPECT_EQ(contact(1, 100, true, 0s), Excuse::none);
}

TEST_F(Health, AServerThatFailsForAllExcusesButEvenlyScannedOnesDoNot) {
  constexpr std::uint32_t kPrefix = 0x0a010200;
  int excused = 0;
  for (std::uint32_t client = 1; client <= 20; ++client)
    excused +=
        contact(client, kPrefix + 7, true, std::chrono::seconds(client)) == Excuse::fails_for_all;
  EXPECT_EQ(excused, 16);
  // Twelve scanners ask every address of another prefix for the same port.
  constexpr std::uint32_t kScanned = 0x0a010300;
  excused = 0;
  Random random(1);
  for (int i = 0; i < 12 * 256; ++i)
    excused += contact(1000 + static_cast<std::uint32_t>(i % 12),
                       kScanned + static_cast<std::uint32_t>(random.below(256)), true,
                       std::chrono::milliseconds(i * 20)) != Excuse::none;
  EXPECT_LE(excused, 12 * 256 / 100);
}

TEST_F(Health, APrefixWhoseServersFailForMoreThanOneIsSuspended) {
  constexpr std::uint32_t kPrefix = 0x0a010400;
  for (std::uint32_t s = 0; s < 20; ++s) contact(1, kPrefix + s, false, 0s);
  EXPECT_EQ(contact(50, kPrefix + 200, true, 1min), Excuse::none);
  // Long after, the link goes down.
  for (std::uint32_t s = 0; s < 20; ++s) contact(2 + s % 5, kPrefix + s, true, 60min);
  EXPECT_EQ(contact(50, kPrefix + 201, true, 61min), Excuse::suspended);
  EXPECT_EQ(contact(51, kPrefix + 202, true, 120min), Excuse::none);  // over
}

TEST_F(Health, OneShutOutClientSuspendsNothing) {
  constexpr std::uint32_t kPrefix = 0x0a010500;
  for (std::uint32_t s = 0; s < 20; ++s) contact(1, kPrefix + s, false, 0s);
  for (std::uint32_t s = 0; s < 20; ++s) contact(2, kPrefix + s, true, 60min);
  EXPECT_EQ(contact(2, kPrefix + 200, true, 61min), Excuse::none);
}

Opening tcp(bool ours, bool failed, bool spoke) {
  Opening o;
  o.protocol = kTcp;
  o.ours = ours;
  o.outcome = failed ? Outcome::unanswered : Outcome::established;
  o.spoke_unanswered = spoke;
  return o;
}

TEST(OneWay, ClientsThatSpeakUnansweredGiveItAwayAndItMayEnd) {
  OneWay test;
  for (int i = 0; i < 200; ++i) test.see(tcp(false, true, i % 3 == 0));
  EXPECT_TRUE(test.one_way());
  for (int i = 0; i < 20'000; ++i) test.see(tcp(false, false, false));
  EXPECT_FALSE(test.one_way());
}

TEST(OneWay, ManyClientsOfOursOfWhomNoneWasAnsweredGiveItAway) {
  OneWay test;
  for (std::uint64_t i = 0; i < 200; ++i) {
    test.see(tcp(true, true, false));
    test.see_ours(tcp(true, true, false), mix(i % 20));
  }
  EXPECT_TRUE(test.one_way());
}

TEST(OneWay, ADarkNetworkAndAFewScannersOfOursAreNoSign) {
  OneWay test;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    test.see(tcp(false, true, false));
    test.see_ours(tcp(true, true, false), mix(i % 5));
  }
  EXPECT_FALSE(test.one_way());
}

}  // namespace
}  // namespace cordon::scan
