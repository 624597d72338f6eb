#include "epidemic/reproduction.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

net::Address host(std::size_t number) {
  return net::Address::v4(0x0a000000 + static_cast<std::uint32_t>(number));
}

std::uint64_t draw_poisson(Random& random, double mean) {
  std::uint64_t count = 0;
  for (double at = random.exponential(1); at < mean; at += random.exponential(1)) ++count;
  return count;
}

// A branching process: each host infects Poisson(r) others, each after a gamma's time.
trace::Outbreak branching(double r, double shape, double scale, std::size_t founders, double until,
                          Random& random) {
  struct Case {
    double at;
    std::size_t number, parent;
  };
  std::vector<Case> cases;
  for (std::size_t i = 0; i < founders; ++i) cases.push_back({scale * shape * random.unit(), i, i});
  for (std::size_t i = 0; i < cases.size(); ++i)
    for (auto left = draw_poisson(random, r); left > 0; --left) {
      const double at = cases[i].at + draw_gamma(random, shape) * scale;
      if (at < until) cases.push_back({at, cases.size(), i});
    }
  trace::Outbreak outbreak;
  for (const auto& c : cases) {
    trace::Infection infection;
    infection.host = host(c.number);
    infection.confidence = 1;
    infection.infected_at = Time(duration_from_seconds(c.at));
    trace::Parent parent;
    parent.unseen = c.parent == c.number;
    parent.host = host(c.parent);
    parent.probability = 1;
    infection.infected_by.push_back(parent);
    outbreak.infections.push_back(infection);
  }
  outbreak.last_seen = Time(duration_from_seconds(until));
  return outbreak;
}

TEST(GenerationTime, IsFittedByMaximumLikelihood) {
  Random random(1);
  std::vector<Weighted> lags;
  for (int i = 0; i < 4000; ++i) lags.push_back({draw_gamma(random, 2.5) * 40, 1});
  const auto time = fit_generation_time(lags);
  ASSERT_TRUE(time);
  EXPECT_NEAR(time->shape, 2.5, 0.15);
  EXPECT_NEAR(time->mean(), 100, 4);
  for (auto& lag : lags) lag.weight = 0.5;  // weights count, not their number
  EXPECT_NEAR(fit_generation_time(lags)->shape, time->shape, 1e-6);
  EXPECT_EQ(fit_generation_time(lags)->lags, 2000);
  lags.resize(10);
  EXPECT_FALSE(fit_generation_time(lags));
}

TEST(GenerationTime, FallsIntoStepsThatSumToOne) {
  const GenerationTime time{2, 50, 100};
  const auto weights = by_steps(time, 30, 1000);
  double sum = 0, mean = 0;
  for (std::size_t s = 0; s < weights.size(); ++s)
    sum += weights[s], mean += 30 * static_cast<double>(s) * weights[s];
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(mean, 100, 0.5);
  EXPECT_LT(weights.size(), 50u);
  EXPECT_EQ(by_steps(time, 30, 3).size(), 3u);
}

TEST(GenerationTime, IsLongerThanItLooksWhileAnOutbreakGrows) {
  const auto truth = GenerationTime{2, 50, 0};
  const double growth = 0.01;  // lags look e^{-growth t} shorter: scale 50 / 1.5
  const auto seen = GenerationTime{2, 50 / 1.5, 0};
  const auto corrected = seen.untilted(growth);
  ASSERT_TRUE(corrected);
  EXPECT_NEAR(corrected->scale, truth.scale, 1e-9);
  EXPECT_FALSE(seen.untilted(0.03)) << "parents that never stop";
}

TEST(Lags, AreOfParentsInTheAccount) {
  trace::Outbreak outbreak;
  const auto add = [&](std::size_t number, int second) -> trace::Infection& {
    auto& i = outbreak.infections.emplace_back();
    i.host = host(number);
    i.confidence = 0.8;
    i.infected_at = Time(std::chrono::seconds(second));
    return i;
  };
  add(1, 100);
  add(1, 300);  // again, after it was cleansed
  trace::Parent one{false, host(1), 0.7, {}, ""}, unseen{true, {}, 0.2, {}, ""},
      later{false, host(3), 0.1, {}, ""};
  add(2, 340).infected_by = {one, unseen, later};
  add(3, 400);
  const auto lags = lags_of(outbreak);
  ASSERT_EQ(lags.size(), 1u);
  EXPECT_EQ(lags[0].value, 40);
  EXPECT_NEAR(lags[0].weight, 0.56, 1e-12);
}

TEST(Reproduction, CoversTheTruthAsOftenAsItSays) {
  // R 1.4, then measured against itself with the true generation time.
  int in90 = 0, in50 = 0, windows = 0;
  for (std::uint64_t run = 0; run < 60; ++run) {
    Random random(run);
    const auto outbreak = branching(1.4, 4, 25, 20, 600, random);
    const auto incidence = incidence_of(outbreak, 20);
    ASSERT_TRUE(incidence);
    const auto result = reproduction(*incidence, GenerationTime{4, 25, 100});
    ASSERT_TRUE(result) << result.error().message();
    const auto& r = result->steps.back().r;
    ++windows;
    in90 += r.q5 < 1.4 && 1.4 < r.q95;
    in50 += r.q25 < 1.4 && 1.4 < r.q75;
  }
  EXPECT_NEAR(in90, 0.9 * windows, 7);
  EXPECT_NEAR(in50, 0.5 * windows, 12);
}

TEST(Reproduction, OfAnAccountSeesContainment) {
  Random random(7);
  auto outbreak = branching(2, 4, 25, 10, 450, random);
  const auto growing = reproduction_of(outbreak);
  ASSERT_TRUE(growing) << growing.error().message();
  EXPECT_GT(growing->steps.back().r.q5, 1.2);
  EXPECT_GT(growing->steps.back().above_one, 0.99);
  outbreak.last_seen += 200s;  // and then nobody more
  const auto stopped = reproduction_of(outbreak);
  ASSERT_TRUE(stopped);
  EXPECT_LT(stopped->steps.back().r.q95, 0.3);
}

TEST(Reproduction, DoesNotCountThoseFromOutside) {
  Incidence incidence{Time{}, 10, std::vector<double>(40, 5.0), std::vector<double>(40, 0.0)};
  const auto result = reproduction(incidence, GenerationTime{4, 10, 100});
  ASSERT_TRUE(result);
  EXPECT_LT(result->steps.back().r.q95, 0.1);
}

TEST(Reproduction, RefusesWhatMakesNoSense) {
  const GenerationTime time{2, 10, 100};
  Incidence incidence{Time{}, 10, {1, 2, 3}, {1, 2, 3}};
  EXPECT_FALSE(reproduction(incidence, time)) << "a window longer than the series";
  EXPECT_FALSE(reproduction(incidence, time, {0, 1, 5}));
  incidence.step = 500;
  const auto coarse = reproduction(incidence, time, {2, 1, 5});
  ASSERT_FALSE(coarse);
  EXPECT_NE(coarse.error().message().find("shorter steps"), std::string::npos);
  EXPECT_FALSE(reproduction_of(trace::Outbreak{}));
}

}  // namespace
}  // namespace cordon::epidemic
