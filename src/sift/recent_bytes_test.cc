#include "sift/recent_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <list>

#include "base/random.h"

namespace cordon::sift {
namespace {

using Heads = absl::flat_hash_map<HalfFlow, std::string>;

TEST(RecentBytes, JoinsThePiecesOfAHalfFlow) {
  RecentBytes recent(100);
  recent.add({1, event::Side::client}, bytes_of("GET /"));
  recent.add({1, event::Side::server}, bytes_of("HTTP"));
  recent.add({1, event::Side::client}, bytes_of("index"));
  Heads wanted{{{1, event::Side::client}, ""}, {{2, event::Side::client}, ""}};
  recent.heads(wanted, 7);
  EXPECT_EQ((wanted[{1, event::Side::client}]), "GET /in");
  EXPECT_EQ((wanted[{2, event::Side::client}]), "");
}

// The twin keeps all and forgets nothing: what the ring still has must be a tail of that.
TEST(RecentBytes, WhatItHasIsTheLatest) {
  Random random(3);
  for (int round = 0; round < 50; ++round) {
    const std::size_t capacity = 20 + random.below(200);
    RecentBytes recent(capacity);
    std::vector<std::string> all(5);
    std::size_t latest = 0;
    std::uint64_t last_flow = 0;
    for (int i = 0; i < 300; ++i) {
      const std::uint64_t flow = random.below(5);
      std::string piece(1 + random.below(30), static_cast<char>('a' + i % 26));
      piece.resize(std::min(piece.size(), capacity));
      recent.add({flow, event::Side::client}, bytes_of(piece));
      all[flow] += piece;
      latest = piece.size();
      last_flow = flow;
      Heads wanted;
      for (std::uint64_t f = 0; f < 5; ++f) wanted[{f, event::Side::client}];
      recent.heads(wanted, 1 << 20);
      std::size_t kept = 0;
      for (std::uint64_t f = 0; f < 5; ++f) {
        const std::string& got = wanted[{f, event::Side::client}];
        kept += got.size();
        EXPECT_TRUE(all[f].ends_with(got));
      }
      EXPECT_LE(kept, capacity);
      EXPECT_GE((wanted[{last_flow, event::Side::client}].size()), latest);
    }
  }
}

}  // namespace
}  // namespace cordon::sift
