#include "epidemic/what_if.h"

#include <gtest/gtest.h>

#include "epidemic/sample_for_test.h"

namespace cordon::epidemic {
namespace {

WhatIf tried(const std::vector<std::string>& texts, unsigned threads = 1) {
  Scenario base = small_scenario();
  base.horizon = 600;
  base.step = 60;
  std::vector<Measure> measures;
  for (const std::string& text : texts) measures.push_back(*measure_of(text, base));
  const auto result = what_if(base, measures, {80, 7, threads, {}});
  CHECK(result.has_value());
  return *result;
}

TEST(WhatIf, NothingIsToldFirstAndSavesNobody) {
  const WhatIf result = tried({});
  ASSERT_EQ(result.effects.size(), 1u);
  EXPECT_EQ(result.effects[0].measure, "nothing");
  EXPECT_EQ(result.effects[0].saved.mean, 0);
  EXPECT_GT(result.effects[0].infected.mean, 30);
  EXPECT_EQ(result.effects[0].median.size(), 11u);
}

TEST(WhatIf, AQuickerReactionSavesMore) {
  const WhatIf result = tried({"address 10s", "address 40s", "content 30s", "patch 50%"});
  const auto& e = result.effects;
  ASSERT_EQ(e.size(), 5u);
  EXPECT_LT(e[1].infected.mean, e[2].infected.mean);
  EXPECT_LT(e[2].infected.mean, e[0].infected.mean);
  EXPECT_LT(e[3].infected.mean, e[0].infected.mean);
  EXPECT_LE(e[4].infected.high, 21);  // half of them are patched
  for (const Effect& effect : e) {
    EXPECT_LE(effect.infected.low, effect.infected.median);
    EXPECT_LE(effect.infected.median, effect.infected.high);
    EXPECT_NEAR(effect.saved.mean, e[0].infected.mean - effect.infected.mean, 1e-9);
  }
}

TEST(WhatIf, IsTheSameForAnyNumberOfThreads) {
  const WhatIf one = tried({"address 20s"}), three = tried({"address 20s"}, 3);
  for (std::size_t i = 0; i < one.effects.size(); ++i) {
    EXPECT_EQ(one.effects[i].infected.mean, three.effects[i].infected.mean);
    EXPECT_EQ(one.effects[i].high, three.effects[i].high);
  }
}

}  // namespace
}  // namespace cordon::epidemic
