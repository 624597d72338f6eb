#include "trace/origins.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

Infection infection(std::uint32_t host, std::vector<Parent> by, double confidence = 1) {
  Infection i;
  i.host = sample_host(host);
  i.confidence = confidence;
  i.infected_by = std::move(by);
  return i;
}
Parent by(std::uint32_t host, double probability) {
  return {false, sample_host(host), probability, {}, ""};
}
Parent unseen(double probability) { return {true, {}, probability, {}, ""}; }

TEST(Origins, TheFirstThatNoneOfTheInfectedInfected) {
  const auto origins = origins_of({infection(1, {by(200, 0.9), unseen(0.1)}),
                                   infection(2, {by(1, 1)}), infection(3, {by(2, 1)})});
  ASSERT_EQ(origins.size(), 1u);
  EXPECT_EQ(origins[0].host, sample_host(1));
  EXPECT_DOUBLE_EQ(origins[0].probability, 1);
}

TEST(Origins, DoubtIsShared) {
  const auto origins = origins_of({infection(1, {unseen(1)}, 0.6), infection(2, {unseen(1)}, 0.5)});
  ASSERT_EQ(origins.size(), 3u);
  EXPECT_EQ(origins[0].host, sample_host(1));
  double sum = 0;
  for (const Origin& origin : origins) sum += origin.probability;
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(Origins, NobodyInfectedNobodyFirst) { EXPECT_TRUE(origins_of({}).empty()); }

TEST(Origins, AStrangerIsNotOurPatientZero) {
  auto stranger = infection(1, {unseen(1)});
  stranger.in_fleet = false;
  EXPECT_EQ(origins_of({stranger, infection(2, {by(1, 1)})})[0].host, sample_host(2));
}

}  // namespace
}  // namespace cordon::trace
