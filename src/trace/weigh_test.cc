#include "trace/weigh.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

using evidence::Kind;
using evidence::Outcome;

std::optional<Verdict> verdict(const std::vector<evidence::Finding>& findings,
                               bool at_large = false, double seen = 1) {
  return weigh(sample_case(findings).hosts.at(sample_host(9)), seen, at_large);
}

TEST(Weigh, AnAttackAloneIsNoInfection) {
  EXPECT_FALSE(verdict({sample_finding(Kind::attempt, 1, 1, 9)}));
  EXPECT_FALSE(verdict({sample_finding(Kind::attempt, 1, 1, 9, Outcome::refused)}));
}

TEST(Weigh, OneClassIsSuspectedTwoAreConfirmed) {
  const auto accepted = verdict({sample_finding(Kind::attempt, 1, 1, 9, Outcome::accepted)});
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->status, Status::suspected);
  const auto both = verdict({sample_finding(Kind::attempt, 1, 1, 9, Outcome::accepted),
                             sample_finding(Kind::propagated, 5, 9, 3)});
  EXPECT_EQ(both->status, Status::confirmed);
  EXPECT_GT(both->confidence, accepted->confidence);
  EXPECT_EQ(both->onset, Time(5s));
}

TEST(Weigh, AcceptanceAndTurningAreNotEnoughToConfirm) {
  const auto v = verdict({sample_finding(Kind::attempt, 1, 1, 9, Outcome::accepted),
                          sample_finding(Kind::turned, 5, 9, 3)});
  EXPECT_EQ(v->status, Status::suspected);
}

TEST(Weigh, ACallToTheNamedAddressConfirmsWhatReachedIt) {
  auto exploit = sample_finding(Kind::attempt, 1, 1, 9);
  exploit.named = {{sample_host(77), 1389}};
  auto call = sample_finding(Kind::called_back, 2, 9, 77);
  call.named = exploit.named;
  EXPECT_EQ(verdict({exploit, call})->status, Status::confirmed);
  call.named.clear();
  EXPECT_FALSE(verdict({exploit, call}));
}

TEST(Weigh, SendingAWormAtLargeIsSuspectEvenIfNothingWasSeenToArrive) {
  EXPECT_FALSE(verdict({sample_finding(Kind::attempt, 1, 9, 3)}, false));
  EXPECT_EQ(verdict({sample_finding(Kind::attempt, 1, 9, 3)}, true)->status, Status::suspected);
}

TEST(Weigh, WithinAClassOnlyTheStrongestCounts) {
  std::vector<evidence::Finding> findings;
  for (int i = 1; i < 50; ++i)
    findings.push_back(sample_finding(Kind::attempt, i, 1, 9, Outcome::accepted));
  EXPECT_DOUBLE_EQ(verdict(findings)->confidence, verdict({findings[0]})->confidence);
}

TEST(Weigh, LessSeenIsLessSure) {
  const std::vector<evidence::Finding> findings = {
      sample_finding(Kind::attempt, 1, 1, 9, Outcome::accepted),
      sample_finding(Kind::propagated, 5, 9, 3)};
  EXPECT_LT(verdict(findings, false, 0.2)->confidence, verdict(findings, false, 1)->confidence);
}

}  // namespace
}  // namespace cordon::trace
