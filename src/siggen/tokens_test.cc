#include "siggen/tokens.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/random.h"

namespace cordon::siggen {
namespace {

using Found = std::map<std::string, std::set<std::size_t>>;

/// Every substring with its samples; kept where no longer one that holds it has as many.
Found found_plainly(const std::vector<std::vector<std::string>>& samples, std::size_t least_samples,
                    std::size_t least_length) {
  Found all;
  for (std::size_t sample = 0; sample < samples.size(); ++sample)
    for (const std::string& piece : samples[sample])
      for (std::size_t begin = 0; begin < piece.size(); ++begin)
        for (std::size_t size = 1; begin + size <= piece.size(); ++size)
          all[piece.substr(begin, size)].insert(sample);
  Found kept;
  for (const auto& [token, in] : all) {
    bool grows = false;
    for (const char byte : std::string("ab\xff"
                                       "cdefgh"))
      for (const std::string& longer : {token + byte, byte + token}) {
        const auto at = all.find(longer);
        grows = grows || (at != all.end() && at->second.size() == in.size());
      }
    if (!grows && in.size() >= least_samples && token.size() >= least_length) kept[token] = in;
  }
  return kept;
}

std::vector<Pieces> pieces_of(const std::vector<std::vector<std::string>>& samples) {
  std::vector<Pieces> all(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i)
    for (const std::string& piece : samples[i]) all[i].push_back(bytes_of(piece));
  return all;
}

Found found_by_suffixes(const std::vector<std::vector<std::string>>& samples,
                        const TokenLimits& limits) {
  const auto pieces = pieces_of(samples);
  Found found;
  for (const Token& token : common_tokens(pieces, limits))
    token.samples.each([&](std::size_t i) { found[token.bytes].insert(i); });
  return found;
}

TEST(Tokens, AreThoseThatLookingAtEverySubstringFinds) {
  Random random(3);
  for (int round = 0; round < 150; ++round) {
    std::vector<std::vector<std::string>> samples(2 + random.below(5));
    for (auto& sample : samples) {
      sample.resize(1 + random.below(2));
      for (auto& piece : sample)
        for (auto n = random.below(25); n > 0; --n) piece += "ab\xff"[random.below(3)];
    }
    const std::size_t least = 2 + random.below(2), length = 1 + random.below(4);
    EXPECT_EQ(found_by_suffixes(samples, {least, length}), found_plainly(samples, least, length));
  }
}

TEST(Tokens, ComeWithMostSamplesFirstThenLongest) {
  const std::vector<std::vector<std::string>> samples{
      {"xxcommon-to-all1 pairwise"}, {"common-to-all2 pairwise"}, {"yycommon-to-all3"}};
  const auto pieces = pieces_of(samples);
  const auto tokens = common_tokens(pieces, {2, 4});
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].bytes, "common-to-all");
  EXPECT_EQ(tokens[1].bytes, " pairwise");
  EXPECT_EQ(tokens[1].samples.count(), 2U);
}

TEST(Tokens, DoNotGoOverTheEndOfAPiece) {
  EXPECT_EQ(found_by_suffixes({{"abcd", "efgh"}, {"abcdefgh"}}, {2, 4}),
            (Found{{"abcd", {0, 1}}, {"efgh", {0, 1}}}));
}

TEST(Tokens, ARunIsOneTokenHoweverLong) {
  EXPECT_EQ(
      found_by_suffixes({{"?" + std::string(224, 'N')}, {std::string(224, 'N') + "%"}}, {2, 4}),
      (Found{{std::string(224, 'N'), {0, 1}}}));
}

TEST(Tokens, NothingInCommonIsNothing) {
  EXPECT_TRUE(found_by_suffixes({}, {}).empty());
  EXPECT_TRUE(found_by_suffixes({{}, {""}}, {}).empty());
  EXPECT_TRUE(found_by_suffixes({{"abcd"}}, {}).empty());
}

}  // namespace
}  // namespace cordon::siggen
