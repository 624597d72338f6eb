#include "siggen/generate.h"

#include <gtest/gtest.h>

#include "siggen/worm_for_test.h"

namespace cordon::siggen {
namespace {

/// Shares of flows that were not used in the making.
struct Unseen {
  std::size_t worm = 0, clean = 0;
};
Unseen on_unseen(const Signature& signature, TestWorm& worm, bool http, std::size_t flows) {
  Unseen unseen;
  Random random(987654321);
  for (std::size_t i = 0; i < flows; ++i) {
    unseen.worm += matches(signature, bytes_of(worm.payload()));
    unseen.clean += matches(signature, bytes_of(http ? http_flow(random) : binary_flow(random)));
  }
  return unseen;
}

struct Case {
  std::size_t invariant, parts;
  bool http;
  std::size_t samples;
};

class Worms : public testing::TestWithParam<Case> {};

TEST_P(Worms, GetASignatureThatFindsThemAndNothingElse) {
  const Case& c = GetParam();
  TestWorm worm({c.invariant, c.parts, c.http}, 11);
  TestPools pools;
  keep_clean(pools, c.http, 600, 12);
  Random random(13);
  for (std::size_t i = 0; i < c.samples; ++i) pools.suspect(worm.payload(), i % 9, 100 + i);
  for (std::size_t i = 0; i < c.samples / 4; ++i)
    pools.suspect(c.http ? http_flow(random) : binary_flow(random), 50 + i, 150 + i);
  const auto made = generate(pools.pools(), {});
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(made->counts.covered, c.samples);
  EXPECT_EQ(made->counts.false_matches, 0U);
  const Unseen unseen = on_unseen(*made, worm, c.http, 1000);
  EXPECT_GE(unseen.worm, 990U);
  EXPECT_EQ(unseen.clean, 0U);
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const bool http : {false, true})
    for (const std::size_t invariant : {60, 100, 200, 400})
      for (const std::size_t parts : {1, 2, 4})
        for (const std::size_t samples : {5, 40}) all.push_back({invariant, parts, http, samples});
  return all;
}
INSTANTIATE_TEST_SUITE_P(All, Worms, testing::ValuesIn(cases()));

}  // namespace
}  // namespace cordon::siggen
