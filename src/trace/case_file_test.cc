#include "trace/case_file.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

using evidence::Kind;
using evidence::Outcome;

TEST(CaseFile, OrdersFindingsByHostAndPart) {
  const std::vector<evidence::Finding> findings = {sample_finding(Kind::attempt, 1, 1, 2),
                                                   sample_finding(Kind::backdoor_asked, 2, 3, 2),
                                                   sample_finding(Kind::turned, 3, 2, 4)};
  const CaseFile file = sample_case(findings);
  EXPECT_EQ(file.hosts.at(sample_host(1)).sent.size(), 1u);
  const Dossier& two = file.hosts.at(sample_host(2));
  EXPECT_EQ(two.received.size(), 1u);
  EXPECT_EQ(two.asked.size(), 1u);
  EXPECT_EQ(two.acted.size(), 1u);
}

TEST(CaseFile, ACallByAHostBehindTheTargetIsTiedToTheExploit) {
  auto exploit = sample_finding(Kind::attempt, 1, 1, 2);
  exploit.named = {{sample_host(77), 1389}};
  auto call = sample_finding(Kind::called_back, 5, 3, 77);
  call.named = exploit.named;
  const std::vector<evidence::Finding> findings = {exploit, call};
  EXPECT_EQ(sample_case(findings).hosts.at(sample_host(3)).through.size(), 1u);
  // Where the host was sent one itself, that is the explanation.
  auto direct = exploit;
  direct.target = sample_host(3);
  const std::vector<evidence::Finding> both = {exploit, direct, call};
  EXPECT_TRUE(sample_case(both).hosts.at(sample_host(3)).through.empty());
}

TEST(CaseFile, TheUserOfTheExploitsOwnShellIsACandidate) {
  strain::Strain worm;
  worm.id = "worm.a";
  worm.back_doors = {{"shell", "", "", 4444, true}};
  const std::vector<evidence::Finding> findings = {
      sample_finding(Kind::backdoor_asked, 1, 1, 2, Outcome::accepted)};
  EXPECT_EQ(
      open_cases(findings, strain::Catalogue({worm}))[0].hosts.at(sample_host(2)).through.size(),
      1u);
  EXPECT_TRUE(sample_case(findings).hosts.at(sample_host(2)).through.empty());
}

TEST(CaseFile, CountsWhatWasOnlyCounted) {
  auto f = sample_finding(Kind::attempt, 1, 1, 2);
  f.repeats = 41;
  const std::vector<evidence::Finding> findings = {f};
  EXPECT_EQ(count_of(sample_case(findings).hosts.at(sample_host(2)).received), 42u);
}

}  // namespace
}  // namespace cordon::trace
