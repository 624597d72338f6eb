#include "siggen/suffix_array.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace cordon::siggen {
namespace {

using Numbers = std::vector<std::int32_t>;

Numbers sorted_plainly(const Numbers& text) {
  Numbers suffixes(text.size());
  std::iota(suffixes.begin(), suffixes.end(), 0);
  std::sort(suffixes.begin(), suffixes.end(), [&](auto a, auto b) {
    return std::lexicographical_compare(text.begin() + a, text.end(), text.begin() + b, text.end());
  });
  return suffixes;
}

TEST(SuffixArray, IsTheSortedSuffixes) {
  Random random(1);
  for (int round = 0; round < 400; ++round) {
    const auto largest = static_cast<std::int32_t>(random.below(round % 2 == 0 ? 3 : 40));
    Numbers text(random.below(120));
    for (auto& symbol : text)
      symbol = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(largest) + 1));
    EXPECT_EQ(suffix_array(text, largest), sorted_plainly(text));
  }
}

TEST(SuffixArray, SortsRunsAndPeriods) {
  Numbers text;
  for (int i = 0; i < 300; ++i) text.push_back(i % 100 < 60 ? 1 : i % 3);
  EXPECT_EQ(suffix_array(text, 2), sorted_plainly(text));
  EXPECT_EQ(suffix_array(Numbers(50, 0), 0), sorted_plainly(Numbers(50, 0)));
  EXPECT_TRUE(suffix_array({}, 0).empty());
}

TEST(SuffixArray, PrefixesAreThoseOfNeighbours) {
  Random random(2);
  Numbers text(500);
  for (auto& symbol : text) symbol = static_cast<std::int32_t>(random.below(2));
  const Numbers suffixes = suffix_array(text, 1);
  const Numbers shared = common_prefixes(text, suffixes);
  for (std::size_t i = 1; i < text.size(); ++i) {
    const auto a = text.begin() + suffixes[i - 1], b = text.begin() + suffixes[i];
    const auto [end, _] = std::mismatch(a, text.end(), b, text.end());
    EXPECT_EQ(shared[i], end - a);
  }
}

}  // namespace
}  // namespace cordon::siggen
