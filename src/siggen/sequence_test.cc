#include "siggen/sequence.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cordon::siggen {
namespace {

std::vector<std::size_t> order_of(const std::vector<std::string>& tokens,
                                  const std::vector<std::string>& samples) {
  std::vector<Bytes> bytes;
  for (const std::string& sample : samples) bytes.push_back(bytes_of(sample));
  return common_order(tokens, bytes);
}
using Numbers = std::vector<std::size_t>;

TEST(Sequence, IsTheOrderInWhichTokensStand) {
  EXPECT_EQ(order_of({"long one", "ab", "xy"}, {"ab..long one..xy", "..ab long one xy"}),
            (Numbers{1, 0, 2}));
}

TEST(Sequence, DropsTheShorterOfTwoThatChangePlaces) {
  EXPECT_EQ(order_of({"longer", "abc", "xy"}, {"abc longer xy", "longer abc xy"}), (Numbers{0, 2}));
}

TEST(Sequence, TokensDoNotShareBytes) {
  EXPECT_EQ(order_of({"abab", "ba"}, {"abab", "ababa"}), Numbers{0});
  EXPECT_EQ(order_of({"aba", "ab"}, {"aba ab", "abab"}), Numbers{0});
}

TEST(Sequence, StandsInEverySample) {
  Random random(6);
  for (int round = 0; round < 200; ++round) {
    const std::vector<std::string> tokens{"aa", "ab", "ba", "bb", "aba"};
    std::vector<std::string> samples(2 + random.below(4));
    for (auto& sample : samples)
      for (auto n = random.below(30); n > 0; --n) sample += "ab"[random.below(2)];
    const auto order = order_of(tokens, samples);
    for (const std::string& sample : samples) {
      std::size_t behind = 0;
      for (const std::size_t token : order) {
        const std::size_t at = sample.find(tokens[token], behind);
        ASSERT_NE(at, std::string::npos);
        behind = at + tokens[token].size();
      }
    }
  }
}

}  // namespace
}  // namespace cordon::siggen
