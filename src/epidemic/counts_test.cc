#include "epidemic/counts.h"

#include <gtest/gtest.h>

namespace cordon::epidemic {
namespace {

trace::Infection infection(int second, double confidence = 0.9) {
  trace::Infection i;
  i.infected_at = Time(std::chrono::seconds(second));
  i.confidence = confidence;
  return i;
}

TEST(Counts, AreOfAnAccountsInfections) {
  trace::Outbreak outbreak;
  outbreak.infections = {infection(100), infection(150), infection(200), infection(250, 0.3)};
  outbreak.infections.emplace_back().confidence = 0.9;  // without a time
  auto& by_onset = outbreak.infections.emplace_back();
  by_onset.confidence = 0.9;
  by_onset.onset = Time(std::chrono::seconds(300));
  outbreak.last_seen = Time(std::chrono::seconds(290));
  const auto counts = counts_of(outbreak, Time(std::chrono::seconds(500)));
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->total(), 4u);
  EXPECT_EQ(counts->steps.size(), kAccountSteps);
  EXPECT_EQ(counts->begin, Time(std::chrono::seconds(100)));
  EXPECT_NEAR(counts->span(), 400, 1e-6);
  EXPECT_EQ(counts->steps[0].count, 1u);
  EXPECT_EQ(counts->steps[25].count, 1u);
  EXPECT_EQ(counts->steps[100].count, 1u);
  EXPECT_EQ(counts->cumulative().back(), 4u);
}

TEST(Counts, FailWhereThereIsNothingToCount) {
  trace::Outbreak outbreak;
  EXPECT_FALSE(counts_of(outbreak));
  outbreak.infections = {infection(100)};
  outbreak.last_seen = Time(std::chrono::seconds(100));
  EXPECT_FALSE(counts_of(outbreak)) << "all in one moment";
  EXPECT_FALSE(counts_of(evidence::Curve{}));
}

TEST(Counts, OfACurveFillQuietStretches) {
  evidence::Curve curve;
  curve.width = 60s;
  curve.points = {{Time(120s), 10, 3, 3}, {Time(300s), 20, 5, 4}};
  const auto counts = counts_of(curve);
  ASSERT_TRUE(counts);
  ASSERT_EQ(counts->steps.size(), 4u);
  EXPECT_EQ(counts->steps[1].count, 0u);
  EXPECT_EQ(counts->steps[3].count, 4u);
  EXPECT_EQ(counts->steps[3].packets, 20u);
  EXPECT_EQ(counts->begin, Time(120s));
}

TEST(Counts, BecomeCoarserWithoutLoss) {
  Counts counts;
  for (std::uint64_t i = 0; i < 10; ++i) counts.steps.push_back({2, i, i, {1, 2, 0.5}});
  counts.before = 7;
  const Counts coarse = coarser(counts, 4);
  ASSERT_EQ(coarse.steps.size(), 4u);
  EXPECT_EQ(coarse.total(), counts.total());
  EXPECT_EQ(coarse.span(), counts.span());
  EXPECT_EQ(coarse.steps[0].count, 3u);
  EXPECT_EQ(coarse.steps[0].packets, 3u);
  EXPECT_EQ(coarse.steps[0].containment.isolated, 3);
  EXPECT_EQ(coarse.steps[0].containment.contact_rate, 0.5);
  EXPECT_EQ(coarse.steps[3].length, 2);
}

}  // namespace
}  // namespace cordon::epidemic
