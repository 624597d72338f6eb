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
  keep_clean(pools, c.http, 400, 12);
  Random random(13);
  for (std::size_t i = 0; i < c.samples; ++i) pools.suspect(worm.payload(), i % 9, 100 + i);
  for (std::size_t i = 0; i < c.samples / 4; ++i)
    pools.suspect(c.http ? http_flow(random) : binary_flow(random), 50 + i, 150 + i);
  const auto made = generate(pools.pools(), {});
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(made->counts.covered, c.samples);
  EXPECT_EQ(made->counts.false_matches, 0U);
  const Unseen unseen = on_unseen(*made, worm, c.http, 500);
  EXPECT_GE(unseen.worm, 495U);
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

TestPools clean_pools(bool http, std::size_t flows = 500) {
  TestPools pools;
  keep_clean(pools, http, flows, 21);
  return pools;
}

TEST(Generate, NamesTwoWormsAndLeavesNoiseOut) {
  TestPools pools = clean_pools(true);
  TestWorm one({120, 2, true}, 22), two({90, 1, true}, 23);
  Random random(24);
  for (std::uint64_t i = 0; i < 12; ++i) {
    if (i % 3 == 0) pools.suspect(http_flow(random), 50 + i, 100 + i);
    pools.suspect(two.payload(), 20 + i % 4, 200 + i);
    if (i % 2 == 0) pools.suspect(one.payload(), i % 4, 300 + i);
  }
  const auto made = generate_variants(pools.pools(), {});
  ASSERT_TRUE(made) << made.error().message();
  ASSERT_EQ(made->size(), 2U);
  EXPECT_EQ((*made)[0].name, "unknown.1");
  EXPECT_EQ((*made)[0].counts.covered, 12U);
  EXPECT_EQ((*made)[0].counts.senders, 4U);
  EXPECT_EQ((*made)[1].counts.covered, 6U);
  EXPECT_EQ(on_unseen((*made)[0], two, true, 200).worm, 200U);
  EXPECT_EQ(on_unseen((*made)[1], one, true, 200).worm, 200U);
  EXPECT_EQ(on_unseen((*made)[0], one, true, 200).worm, 0U);
}

TEST(Generate, IsTheSameEveryTime) {
  TestPools pools = clean_pools(false, 100);
  TestWorm worm({100, 2, false}, 25);
  for (std::uint64_t i = 0; i < 10; ++i) pools.suspect(worm.payload(), i % 4, 100 + i);
  const auto a = generate(pools.pools(), {}), b = generate(pools.pools(), {});
  ASSERT_TRUE(a && b);
  ASSERT_EQ(a->parts.size(), b->parts.size());
  for (std::size_t i = 0; i < a->parts.size(); ++i) EXPECT_EQ(a->parts[i].bytes, b->parts[i].bytes);
}

TEST(Generate, ThreeSamplesSufficeOrTwoOfMuch) {
  for (const bool http : {false, true})
    for (std::uint64_t seed = 30; seed < 34; ++seed) {
      TestPools pools = clean_pools(http);
      TestWorm worm({seed % 2 == 0 ? 200U : 100U, 1, http}, seed);
      const std::size_t samples = 2 + seed % 2;
      for (std::uint64_t i = 0; i < samples; ++i) pools.suspect(worm.payload(), i, 100 + i);
      const auto made = generate(pools.pools(), {});
      ASSERT_TRUE(made) << made.error().message();
      EXPECT_EQ(on_unseen(*made, worm, http, 500).worm, 500U);
    }
}

TEST(Generate, CleanFlowsAloneGiveNothing) {
  for (const bool http : {false, true})
    for (std::uint64_t seed = 40; seed < 50; ++seed) {
      TestPools pools = clean_pools(http, 300);
      Random random(seed);
      for (std::uint64_t i = 0; i < 2 + 4 * (seed % 10); ++i)
        pools.suspect(http ? http_flow(random) : binary_flow(random), i, 100 + i);
      EXPECT_FALSE(generate(pools.pools(), {})) << "seed " << seed;
    }
}

TEST(Generate, BytesThatAgreeByChanceGiveNothing) {
  TestPools pools = clean_pools(true, 100);
  Random random(51);
  for (std::uint64_t i = 0; i < 6; ++i)
    pools.suspect(i % 2 == 0 ? random_letters(random, 4000) : random_bytes(random, 4000), i,
                  100 + i);
  EXPECT_FALSE(generate(pools.pools(), {}));
}

TEST(Generate, WhatOneServerIsAskedForIsNoSignature) {
  TestPools pools = clean_pools(true);
  Random random(52);
  const auto visit = [&](std::uint64_t server) {
    return "GET /" + random_letters(random, 9) + " HTTP/1.1\r\nHost: very-rare-name-" +
           std::to_string(server) + ".internal.example.net\r\nX-Token-" + std::to_string(server) +
           ": 0123456789abcdef0123456789abcdef" + std::to_string(server) + "\r\n\r\n";
  };
  for (std::uint64_t i = 0; i < 8; ++i) pools.suspect(visit(7), i, 7);
  EXPECT_EQ(generate(pools.pools(), {}).error().remedy, "wait for more hosts");
}

TEST(Generate, DoesNotAskForTheNamesAddressesAndTimesOfThoseWhoSpoke) {
  TestPools pools = clean_pools(true);
  TestWorm worm({150, 1, true}, 53);
  for (std::uint64_t i = 0; i < 3; ++i)
    pools.suspect(worm.payload() + "\r\nHost: shop.example.net\r\nX-From: 203.0.113.7 at " +
                      "Mon, 06 May 2024 08:00:00 GMT 1714982400",
                  i % 2, 100 + i % 2);
  const auto made = generate(pools.pools(), {});
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(on_unseen(*made, worm, true, 300).worm, 300U);
}

TEST(Generate, KeepsWordsOfCleanTrafficOut) {
  TestPools pools = clean_pools(true);
  // An "allergy attack": what good clients say, from many hosts, with nothing else in common.
  Random random(54);
  for (std::uint64_t i = 0; i < 20; ++i)
    pools.suspect("POST /login/ HTTP/1.1\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n" +
                      random_letters(random, 300),
                  i, 100 + i);
  const auto made = generate(pools.pools(), {});
  if (made) {
    EXPECT_EQ(made->counts.false_matches, 0U);
    for (const Part& part : made->parts) EXPECT_GT(part.bytes.size(), 8U);
  }
}

TEST(Generate, AsksForOrderWhereTokensAreTooShortAlone) {
  TestPools pools = clean_pools(false);
  Random random(55);
  std::vector<std::string> tokens;
  for (int i = 0; i < 8; ++i) tokens.push_back(random_bytes(random, 3));
  const auto payload = [&] {
    std::string text;
    for (const std::string& token : tokens)
      text += random_bytes(random, 20 + random.below(30)) + token;
    return text;
  };
  for (std::uint64_t i = 0; i < 40; ++i) pools.suspect(payload(), i, 100 + i);
  const auto made = generate(pools.pools(), {});
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_TRUE(made->ordered);
  EXPECT_EQ(made->counts.covered, 40U);
  for (int i = 0; i < 500; ++i) {
    EXPECT_TRUE(matches(*made, bytes_of(payload())));
    EXPECT_FALSE(matches(*made, bytes_of(binary_flow(random))));
  }
}

TEST(Generate, HoldsPartsToThePlacesWhereTheyAlwaysStand) {
  TestPools pools = clean_pools(false, 100);
  Random random(56);
  const std::string invariant = random_bytes(random, 60);
  for (std::uint64_t i = 0; i < 10; ++i)
    pools.suspect(random_bytes(random, 7) + invariant + random_bytes(random, 50), i, 100 + i);
  const auto made = generate(pools.pools(), {});
  ASSERT_TRUE(made) << made.error().message();
  ASSERT_EQ(made->parts.size(), 1U);
  EXPECT_EQ(made->parts[0].offset, 7U);
}

TEST(Generate, SaysWhatKnownStrainAVariantIsCloseTo) {
  TestPools pools = clean_pools(false, 100);
  TestWorm worm({200, 2, false}, 57);
  for (std::uint64_t i = 0; i < 5; ++i) pools.suspect(worm.payload(), i, 100 + i);
  const std::vector<KnownContent> known{{"old", worm.parts()}};
  Pools with = pools.pools();
  with.known = known;
  const auto made = generate(with, {});
  ASSERT_TRUE(made && made->likeness);
  EXPECT_EQ(made->likeness->strain, "old");
}

TEST(Generate, RefusesPoolsThatAreTooSmall) {
  TestPools pools = clean_pools(false, 10);
  EXPECT_EQ(generate(pools.pools(), {}).error().cause, "at least 2 are needed");
  pools.suspect("abc", 1, 2);
  pools.suspect("abc", 2, 3);
  EXPECT_EQ(
      generate(pools.pools(), {}).error().message(),
      "cannot make a signature of 2 flows: 10 clean flows were kept, and at least 50 are needed "
      "to measure on; keep more, or take those of other services");
}

TEST(Generate, RefusesWhatIsInTheCleanPoolToo) {
  TestPools pools = clean_pools(false);
  TestWorm worm({200, 1, false}, 58);
  for (int i = 0; i < 3; ++i) pools.keep(worm.payload());
  for (std::uint64_t i = 0; i < 10; ++i) pools.suspect(worm.payload(), i, 100 + i);
  const auto made = generate(pools.pools(), {});
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().cause.find("clean"), std::string::npos) << made.error().message();
}

}  // namespace
}  // namespace cordon::siggen
