#include "trace/tracer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "trace/detect_twin.h"

namespace cordon::trace {
namespace {

using evidence::Finding;
using evidence::Kind;
using evidence::Outcome;

net::Address ours(std::uint32_t last) { return net::Address::v4(0x0a140000 + last); }
const net::Address kOutside = net::Address::v4(0xcb007107);

strain::Catalogue catalogue() {
  strain::Strain worm;
  worm.id = "worm.a";
  worm.family = "worm";
  worm.name = "Worm A";
  worm.is_worm = true;
  return strain::Catalogue({worm});
}

Finding attempt(int second, const net::Address& from, const net::Address& to, Outcome outcome) {
  Finding f;
  f.kind = Kind::attempt;
  f.outcome = outcome;
  f.chance = outcome == Outcome::accepted ? 0.95 : outcome == Outcome::refused ? 0.005 : 0.3;
  f.time = Time(std::chrono::seconds(second));
  f.frame = static_cast<std::uint64_t>(second);
  f.actor = from;
  f.target = to;
  f.port = 80;
  f.strain = "worm.a";
  f.sid = 1;
  f.fingerprint = static_cast<std::uint64_t>(second);  // each its own: no relay
  f.origins = {evidence::Origin::of_frame(f.frame)};
  return f;
}

Account account_of(std::vector<Finding> findings) {
  Question question;
  question.findings = with_propagation(std::move(findings));
  question.fleet = *fleet::Fleet::of_networks({"10.20.0.0/16"});
  return trace(std::move(question), catalogue());
}

TEST(Trace, AChainFromOutsideIsAnOutbreakWithItsTree) {
  const auto account = account_of({
      attempt(1, kOutside, ours(1), Outcome::accepted),
      attempt(10, ours(1), ours(2), Outcome::accepted),
      attempt(11, ours(1), ours(3), Outcome::refused),
      attempt(20, ours(2), ours(1), Outcome::accepted),  // comes too late to be the cause
      attempt(21, ours(2), ours(4), Outcome::accepted),
      attempt(30, ours(4), ours(3), Outcome::refused),
  });
  ASSERT_EQ(account.outbreaks.size(), 1u);
  const Outbreak& outbreak = account.outbreaks[0];
  ASSERT_EQ(outbreak.infections.size(), 3u);
  EXPECT_EQ(outbreak.infections[0].host, ours(1));
  EXPECT_EQ(outbreak.infections[0].infected_by[0].host, kOutside);
  EXPECT_EQ(outbreak.infections[1].host, ours(2));
  EXPECT_EQ(outbreak.infections[1].infected_by[0].host, ours(1));
  EXPECT_EQ(outbreak.infections[2].infected_by[0].host, ours(2));
  for (const Infection& infection : outbreak.infections) {
    EXPECT_EQ(infection.status, Status::confirmed);
    EXPECT_GT(infection.confidence, 0.95);
    double sum = 0;
    for (const Parent& parent : infection.infected_by) sum += parent.probability;
    EXPECT_NEAR(sum, 1, 1e-9);
  }
  EXPECT_EQ(outbreak.origins[0].host, ours(1));
  EXPECT_GT(outbreak.origins[0].probability, 0.9);
  ASSERT_EQ(outbreak.attacked.size(), 1u);
  EXPECT_EQ(outbreak.attacked[0].host, ours(3));
  EXPECT_EQ(outbreak.attacked[0].refused, 2u);
}

TEST(Trace, EveryServerAttackedAndNoneFallsIsNoInfection) {
  std::vector<Finding> findings;
  for (int i = 1; i < 60; ++i)
    findings.push_back(attempt(i, kOutside, ours(static_cast<std::uint32_t>(i)),
                               i % 2 == 0 ? Outcome::refused : Outcome::unknown));
  const auto account = account_of(findings);
  ASSERT_EQ(account.outbreaks.size(), 1u);
  EXPECT_TRUE(account.outbreaks[0].infections.empty());
  EXPECT_TRUE(account.outbreaks[0].origins.empty());
  EXPECT_EQ(account.outbreaks[0].attempts, 59u);
}

TEST(Trace, OneOfOursThatSendsAWormAtLargeIsInfectedByAWayUnseen) {
  const auto account = account_of({
      attempt(1, ours(9), ours(1), Outcome::accepted),
      attempt(5, ours(1), ours(2), Outcome::accepted),
  });
  ASSERT_EQ(account.outbreaks.size(), 1u);
  const Outbreak& outbreak = account.outbreaks[0];
  ASSERT_EQ(outbreak.infections.size(), 3u);
  EXPECT_EQ(outbreak.origins[0].host, ours(9));
  EXPECT_TRUE(outbreak.infections[0].infected_by[0].unseen);
  EXPECT_EQ(outbreak.infections[2].status, Status::suspected);  // took it, and was not seen to act
}

TEST(Trace, AMereAttackerOfOursIsNotInfected) {
  const auto account = account_of({
      attempt(1, ours(9), ours(1), Outcome::refused),
      attempt(2, ours(9), ours(2), Outcome::unknown),
  });
  ASSERT_EQ(account.outbreaks.size(), 1u);
  EXPECT_TRUE(account.outbreaks[0].infections.empty());
  EXPECT_EQ(account.outbreaks[0].senders[0].host, ours(9));
}

TEST(Trace, AProxyThatPassesOnWhatItIsSentIsARelay) {
  std::vector<Finding> findings;
  for (int i = 0; i < 5; ++i) {
    Finding in = attempt(10 * i, kOutside, ours(1), Outcome::unknown);
    Finding out = attempt(10 * i + 1, ours(1), ours(2), Outcome::refused);
    in.fingerprint = out.fingerprint = static_cast<std::uint64_t>(100 + i);
    findings.push_back(in);
    findings.push_back(out);
  }
  const auto account = account_of(findings);
  EXPECT_TRUE(account.outbreaks[0].infections.empty());
  ASSERT_EQ(account.scanners.size(), 1u);
  EXPECT_EQ(account.scanners[0].host, ours(1));
  EXPECT_EQ(account.scanners[0].role, "relay");
}

TEST(Trace, ALateRepeatIsNotTheParent) {
  const auto account = account_of({
      attempt(1, ours(1), ours(2), Outcome::accepted),
      attempt(3, ours(3), ours(2), Outcome::accepted),
  });
  const auto& infections = account.outbreaks[0].infections;
  const auto two = std::find_if(infections.begin(), infections.end(),
                                [](const Infection& i) { return i.host == ours(2); });
  ASSERT_NE(two, infections.end());
  EXPECT_EQ(two->infected_by[0].host, ours(1));
  EXPECT_GT(two->infected_by[0].probability, 0.85);
}

TEST(Trace, WhatWasNotCoveredRaisesTheUnseenShare) {
  std::vector<Finding> findings = {attempt(1, kOutside, ours(1), Outcome::accepted),
                                   attempt(9, ours(1), ours(2), Outcome::refused)};
  Question question;
  question.findings = with_propagation(findings);
  question.fleet = *fleet::Fleet::of_networks({"10.20.0.0/16"});
  question.coverage.seen = 0.5;
  const auto half = trace(question, catalogue());
  question.coverage.seen = 1;
  const auto all = trace(question, catalogue());
  EXPECT_LT(half.outbreaks[0].infections[0].confidence, all.outbreaks[0].infections[0].confidence);
  EXPECT_GT(half.outbreaks[0].infections[0].infected_by[1].probability,
            all.outbreaks[0].infections[0].infected_by[1].probability);
}

}  // namespace
}  // namespace cordon::trace
