#include "epidemic/sum_tree.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "epidemic/shuffle.h"
#include "epidemic/successors.h"

namespace cordon::epidemic {
namespace {

TEST(SumTree, AgreesWithAPlainRow) {
  Random random(1);
  for (const std::size_t leaves : {1u, 2u, 3u, 64u, 100u}) {
    SumTree<std::uint64_t> tree(leaves);
    std::vector<std::uint64_t> row(leaves);
    for (int i = 0; i < 500; ++i) {
      const std::size_t leaf = random.below(leaves);
      const std::uint64_t value = random.chance(0.3) ? 0 : random.below(100);
      if (i % 2 == 0) {
        tree.set(leaf, value);
      } else {
        tree.add(leaf, value - row[leaf]);
      }
      row[leaf] = value;
      std::uint64_t sum = 0;
      for (std::size_t at = 0; at < leaves; ++at) {
        ASSERT_EQ(tree.before(at), sum);
        if (row[at] > 0) {
          ASSERT_EQ(tree.find(sum), at);
          ASSERT_EQ(tree.find(sum + row[at] - 1), at);
        }
        sum += row[at];
      }
      ASSERT_EQ(tree.total(), sum);
      ASSERT_EQ(tree.before(leaves), sum);
    }
  }
}

TEST(SumTree, NeverFindsALeafOfNothing) {
  SumTree<double> tree(5);
  tree.set(1, 0.1);
  tree.set(3, 0.2);
  EXPECT_EQ(tree.find(0), 1u);
  EXPECT_EQ(tree.find(tree.total()), 3u);  // a rounding error beyond
  tree.set(1, 0);
  tree.set(3, 0);
  EXPECT_EQ(tree.total(), 0.0);
}

TEST(Successors, AgreeWithAPlainSet) {
  Random random(2);
  for (const std::size_t bound : {1u, 64u, 65u, 5000u}) {
    Successors set(bound);
    std::vector<bool> row(bound);
    for (int i = 0; i < 3000; ++i) {
      const std::size_t n = random.below(bound);
      row[n] = random.chance(0.5);
      if (row[n]) {
        set.insert(n);
      } else {
        set.erase(n);
      }
      const std::size_t from = random.below(bound);
      std::size_t next = from;
      while (next < bound && !row[next]) ++next;
      ASSERT_EQ(set.next(from), next < bound ? next : Successors::kNone);
      ASSERT_EQ(set.has(n), row[n]);
    }
  }
}

TEST(Shuffle, IsAPermutation) {
  for (const int bits : {8, 11, 16}) {
    std::vector<bool> seen(std::size_t{1} << bits);
    for (std::uint32_t address = 0; address < seen.size(); ++address) {
      const std::uint32_t place = shuffled(address, bits);
      ASSERT_LT(place, seen.size());
      ASSERT_FALSE(seen[place]);
      seen[place] = true;
    }
  }
}

}  // namespace
}  // namespace cordon::epidemic
