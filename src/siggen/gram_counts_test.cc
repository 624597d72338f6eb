#include "siggen/gram_counts.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"

namespace cordon::siggen {
namespace {

TEST(GramCounts, KeepsWhatIsCommonAmongMuchThatIsNot) {
  GramCounts counts(10);
  std::map<std::uint32_t, std::uint32_t> plain;
  Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    const bool common = random.chance(0.5);
    const auto gram = static_cast<std::uint32_t>(common ? random.below(20) : random.next());
    counts.add(gram);
    ++plain[gram];
  }
  for (std::uint32_t gram = 0; gram < 20; ++gram) {
    EXPECT_LE(counts.count(gram), plain[gram]);
    EXPECT_GE(counts.count(gram) * 10, plain[gram] * 9);
  }
}

TEST(GramCounts, IsExactWhereThereIsRoom) {
  GramCounts counts(16);
  for (std::uint32_t round = 0; round < 3; ++round)
    for (std::uint32_t gram = 0; gram < 50; ++gram) counts.add(gram);
  for (std::uint32_t gram = 0; gram < 50; ++gram) EXPECT_EQ(counts.count(gram), 3U);
  EXPECT_EQ(counts.count(77'777), 0U);
}

}  // namespace
}  // namespace cordon::siggen
