#include "siggen/variants.h"

#include <gtest/gtest.h>

namespace cordon::siggen {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

Groups groups_of(const std::vector<std::pair<double, std::vector<std::size_t>>>& tokens,
                 std::size_t samples) {
  std::vector<Candidate> candidates;
  for (const auto& [bits, in] : tokens) {
    Candidate candidate;
    candidate.bits = bits;
    candidate.samples = FlowSet(samples);
    for (const std::size_t sample : in) candidate.samples.add(sample);
    candidates.push_back(std::move(candidate));
  }
  Groups groups;
  for (const FlowSet& set : variants_of(candidates, samples)) {
    groups.emplace_back();
    set.each([&](std::size_t sample) { groups.back().push_back(sample); });
  }
  return groups;
}

TEST(Variants, AreTheGroupsThatShareTokens) {
  EXPECT_EQ(groups_of({{100, {0, 2, 4}}, {100, {1, 3}}}, 6), (Groups{{0, 2, 4}, {1, 3}}));
}

TEST(Variants, OfOneSizeTheEarliestIsFirst) {
  EXPECT_EQ(groups_of({{100, {1, 3}}, {100, {0, 2}}}, 4), (Groups{{0, 2}, {1, 3}}));
}

TEST(Variants, WhatIsMostlyTheSameIsOne) {
  EXPECT_EQ(groups_of({{100, {0, 1, 2, 3}}, {60, {0, 1}}, {60, {2, 3}}}, 4),
            (Groups{{0, 1, 2, 3}}));
}

TEST(Variants, WhatIsMostlyDifferentAreTwo) {
  EXPECT_EQ(groups_of({{40, {0, 1, 2, 3}}, {100, {0, 1}}, {100, {2, 3}}}, 4),
            (Groups{{0, 1}, {2, 3}}));
}

TEST(Variants, NoTokensAreNoVariants) {
  EXPECT_EQ(groups_of({}, 4), Groups{});
  EXPECT_EQ(groups_of({}, 0), Groups{});
}

}  // namespace
}  // namespace cordon::siggen
