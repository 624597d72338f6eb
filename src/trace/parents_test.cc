#include "trace/parents.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

using evidence::Kind;
using evidence::Outcome;

std::vector<Parent> parents(const std::vector<evidence::Finding>& findings, int onset,
                            double seen = 1, double lag = 1) {
  const CaseFile file = sample_case(findings);
  return parents_of({&file.hosts.at(sample_host(9)),
                     onset < 0 ? kNoTime : Time(std::chrono::seconds(onset)), seen, lag});
}

TEST(Parents, TheFirstAcceptedDeliveryIsTheCause) {
  const auto list = parents({sample_finding(Kind::attempt, 1, 1, 9, Outcome::accepted),
                             sample_finding(Kind::attempt, 3, 2, 9, Outcome::accepted)},
                            5);
  EXPECT_EQ(list[0].host, sample_host(1));
  EXPECT_GT(list[0].probability, 0.85);
}

TEST(Parents, WhatWasRefusedOrCameAfterTheOnsetIsNoCause) {
  const auto list = parents({sample_finding(Kind::attempt, 1, 1, 9, Outcome::refused),
                             sample_finding(Kind::attempt, 8, 2, 9, Outcome::accepted)},
                            5);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_TRUE(list[0].unseen);
  EXPECT_DOUBLE_EQ(list[0].probability, 1);
}

TEST(Parents, WhereTheSignCanBeSeenADeliveryWithoutItHardlyCounts) {
  const auto list = parents({sample_finding(Kind::attempt, 1, 1, 9),
                             sample_finding(Kind::attempt, 4, 2, 9, Outcome::accepted)},
                            5);
  EXPECT_EQ(list[0].host, sample_host(2));
}

TEST(Parents, AnExploitOfManyTurnsWorksWhenItIsAnswered) {
  auto early = sample_finding(Kind::attempt, 1, 1, 9, Outcome::accepted);
  early.answered = Time(20s);
  auto late = sample_finding(Kind::attempt, 2, 2, 9, Outcome::accepted);
  late.answered = Time(10s);
  EXPECT_EQ(parents({early, late}, -1)[0].host, sample_host(2));
}

TEST(Parents, LessCoverageMoreUnseen) {
  const std::vector<evidence::Finding> findings = {
      sample_finding(Kind::attempt, 1, 1, 9, Outcome::accepted)};
  EXPECT_LT(parents(findings, 2, 1)[1].probability, parents(findings, 2, 0.3)[1].probability);
}

TEST(Parents, ProbabilitiesSumToOne) {
  std::vector<evidence::Finding> findings;
  for (int i = 1; i < 40; ++i)
    findings.push_back(sample_finding(Kind::attempt, i, static_cast<std::uint32_t>(10 + i % 7), 9,
                                      i % 3 == 0 ? Outcome::accepted : Outcome::unknown));
  double sum = 0;
  for (const Parent& parent : parents(findings, 100)) sum += parent.probability;
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(TypicalLag, IsTheMedianFromTheFirstDelivery) {
  const std::vector<evidence::Finding> findings = {sample_finding(Kind::attempt, 1, 1, 9),
                                                   sample_finding(Kind::attempt, 3, 1, 8),
                                                   sample_finding(Kind::attempt, 5, 1, 7)};
  const CaseFile file = sample_case(findings);
  EXPECT_DOUBLE_EQ(typical_lag({{&file.hosts.at(sample_host(9)), Time(2s)},
                                {&file.hosts.at(sample_host(8)), Time(9s)},
                                {&file.hosts.at(sample_host(7)), Time(8s)}}),
                   3);
  EXPECT_DOUBLE_EQ(typical_lag({}), 1);
}

}  // namespace
}  // namespace cordon::trace
