#include "siggen/conjunction.h"

#include <gtest/gtest.h>

namespace cordon::siggen {
namespace {

FlowSet set_of(std::size_t of, std::size_t begin, std::size_t end) {
  FlowSet set(of);
  for (std::size_t i = begin; i < end; ++i) set.add(i);
  return set;
}

constexpr std::size_t kSamples = 20, kClean = 1000;

struct Choosing : testing::Test {
  Choosing() {
    for (std::size_t i = 0; i < kSamples; ++i) samples.push_back({{}, i % 10, 100 + i});
    hosts.emplace(samples);
    goal = {{}, kClean, &*hosts};
  }
  void candidate(std::string bytes, FlowSet in, FlowSet clean, double log2_share) {
    candidates.push_back({std::move(bytes), std::move(in), std::move(clean), 99, log2_share});
  }
  std::vector<std::size_t> chosen() {
    const auto choice = choose_conjunction(candidates, FlowSet::all(kSamples), goal);
    return choice ? choice->candidates : std::vector<std::size_t>{};
  }
  std::vector<Sample> samples;
  std::optional<Hosts> hosts;
  Goal goal;
  std::vector<Candidate> candidates;
};
using Numbers = std::vector<std::size_t>;

TEST_F(Choosing, TakesTheTokenThatCoversMost) {
  candidate("most", set_of(kSamples, 0, 18), FlowSet(kClean), -40);
  candidate("rarer", set_of(kSamples, 0, 12), FlowSet(kClean), -90);
  EXPECT_EQ(chosen(), Numbers{0});
}

TEST_F(Choosing, PassesOverWhatIsCommonInCleanFlowsAtFirst) {
  candidate("GET /", FlowSet::all(kSamples), FlowSet::all(kClean), 0);
  candidate("worm", set_of(kSamples, 0, 15), FlowSet(kClean), -40);
  EXPECT_EQ(chosen(), Numbers{1});
}

TEST_F(Choosing, PutsTogetherTokensOfWhichNoneIsEnough) {
  candidate("one", FlowSet::all(kSamples), set_of(kClean, 0, 100), -3.3);
  candidate("two", FlowSet::all(kSamples), set_of(kClean, 60, 120), -4);
  candidate("three", FlowSet::all(kSamples), set_of(kClean, 110, 200), -60);
  // With the third, the first leaves no clean flow and the second would leave ten.
  EXPECT_EQ(chosen(), (Numbers{2, 0}));
}

TEST_F(Choosing, RefusesWhatOneHostSaysOrTakes) {
  candidate("of one sender", set_of(kSamples, 0, 1), FlowSet(kClean), -90);
  EXPECT_EQ(chosen(), Numbers{});
}

TEST_F(Choosing, RefusesWhatTheModelThinksCommonThoughNotSeen) {
  candidate("abcd", FlowSet::all(kSamples), FlowSet(kClean), -10);
  EXPECT_EQ(chosen(), Numbers{});
}

TEST_F(Choosing, AsksMoreOfFewHosts) {
  candidate("worm", set_of(kSamples, 0, 3), FlowSet(kClean), -40);
  EXPECT_EQ(chosen(), Numbers{});
  candidates[0].log2_share = -60;
  EXPECT_EQ(chosen(), Numbers{0});
}

TEST(Shares, TheRarestCountsInFullTheOthersByHalf) {
  EXPECT_DOUBLE_EQ(log2_share_of_all({-10, -30, -4}), -37);
  EXPECT_DOUBLE_EQ(log2_share_of_all({}), 0);
}

}  // namespace
}  // namespace cordon::siggen
