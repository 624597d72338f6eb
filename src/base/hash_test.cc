#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>

namespace cordon {
namespace {

TEST(Hash, TellsLengthsAndSeedsApart) {
  const std::vector<std::uint8_t> zeros(32, 0);
  std::set<std::uint64_t> seen;
  for (std::size_t n = 0; n <= zeros.size(); ++n) seen.insert(hash_of(head(zeros, n)));
  EXPECT_EQ(seen.size(), zeros.size() + 1);
  EXPECT_NE(hash_of(zeros, 1), hash_of(zeros, 2));
}

TEST(Hash, IsTheSameInEveryRun) {
  EXPECT_EQ(hash_of(bytes_of("worm")), hash_of(bytes_of("worm")));
  EXPECT_EQ(mix(1), 0x5692161d100b05e5ULL);
}

}  // namespace
}  // namespace cordon
