#include "pipeline/workers.h"

#include <gtest/gtest.h>

namespace cordon::pipeline {
namespace {

TEST(Workers, EachWorksOnceARound) {
  for (const std::size_t count : {1u, 2u, 5u}) {
    std::vector<int> rounds(count);
    Workers workers(count, [&](std::size_t worker) { ++rounds[worker]; });
    for (int round = 1; round <= 100; ++round) {
      workers.run();
      for (const int seen : rounds) ASSERT_EQ(seen, round);
    }
  }
}

}  // namespace
}  // namespace cordon::pipeline
