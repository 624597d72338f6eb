#include "epidemic/growth.h"

#include <gtest/gtest.h>

#include <cmath>

#include "epidemic/counts_csv.h"
#include "epidemic/growth_for_test.h"
#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

Counts seen_until(const TrueOutbreak& outbreak, std::size_t infected, double steps = 50) {
  const double end = outbreak.infected[infected - 1];
  return counted(outbreak.infected, 0, end, end / steps);
}

std::uint64_t draw_poisson(Random& random, double mean) {
  std::uint64_t count = 0;
  for (double at = random.exponential(1); at < mean; at += random.exponential(1)) ++count;
  return count;
}

TEST(Growth, FindsRateAndSizeWhereTheScanRateIsKnown) {
  Random random(1);
  const TrueOutbreak outbreak = true_outbreak(20'000, 6, 2000, random);
  GrowthPrior prior;
  prior.scan_rate = LogNormal::between(4, 9);
  const auto growth = fit_growth(seen_until(outbreak, 2000), Vantage::everything(), prior);
  ASSERT_TRUE(growth);
  EXPECT_EQ(growth->trend, Trend::growing);
  ASSERT_TRUE(growth->rate.known && growth->vulnerable.known && growth->to_half.known);
  EXPECT_NEAR(growth->rate.known->q50, outbreak.rate(), 0.1 * outbreak.rate());
  EXPECT_NEAR(growth->doubling.known->q50, std::log(2) / outbreak.rate(),
              0.1 * std::log(2) / outbreak.rate());
  EXPECT_LT(growth->vulnerable.known->q5, 20'000);
  EXPECT_GT(growth->vulnerable.known->q95, 20'000);
  EXPECT_LT(growth->vulnerable.known->q95, 3 * growth->vulnerable.known->q5);
  EXPECT_EQ(growth->infected.known->q50, 2000);
}

TEST(Growth, SaysThatTheSizeIsNotKnownWhereItIsNot) {
  Random random(2);
  const TrueOutbreak outbreak = true_outbreak(100'000, 6, 2000, random);
  const auto growth = fit_growth(seen_until(outbreak, 2000), Vantage::everything(), {});
  ASSERT_TRUE(growth);
  EXPECT_EQ(growth->trend, Trend::growing);
  EXPECT_TRUE(growth->rate.known);
  EXPECT_FALSE(growth->vulnerable.known);
  EXPECT_FALSE(growth->to_half.known);
  EXPECT_FALSE(growth->vulnerable.unknown_because.empty());
  ASSERT_TRUE(growth->vulnerable.at_least);
  EXPECT_GE(*growth->vulnerable.at_least, 2000);
  EXPECT_LE(*growth->vulnerable.at_least, 100'000);
}

TEST(Growth, KnowsTheSizeFromTheBendAloneOnceItBends) {
  Random random(3);
  const TrueOutbreak outbreak = true_outbreak(5000, 6, 4900, random);
  const auto growth = fit_growth(seen_until(outbreak, 4900), Vantage::everything(), {});
  ASSERT_TRUE(growth);
  ASSERT_TRUE(growth->vulnerable.known);
  EXPECT_NEAR(growth->vulnerable.known->q50, 5000, 60);
  EXPECT_LT(growth->to_half.known->q95, 0) << "half is past";
  EXPECT_TRUE(growth->scan_rate.known) << "then the scan rate is known as well";
  EXPECT_NEAR(growth->scan_rate.known->q50, 6, 0.4);
}

TEST(Growth, KnowsThatASmallFleetIsThrough) {
  Counts counts;
  for (const std::uint64_t n : {1, 1, 3, 6, 9, 6, 3, 1, 0, 0, 0, 0, 0, 0})
    counts.steps.push_back({60, n, {}, {}});
  GrowthPrior prior;
  prior.most_vulnerable = 200;
  const auto growth = fit_growth(counts, Vantage::everything(), prior);
  ASSERT_TRUE(growth);
  ASSERT_TRUE(growth->vulnerable.known) << growth->vulnerable.unknown_because << growth->why;
  EXPECT_EQ(growth->vulnerable.known->q5, 30);
  EXPECT_LE(growth->vulnerable.known->q95, 31);
}

TEST(Growth, SeesAWholeOutbreakThroughADarknet) {
  Random random(4);
  const TrueOutbreak outbreak = true_outbreak(200'000, 6, 40'000, random);
  const double end = outbreak.infected.back();
  const auto seen = noticed(outbreak, 16384, end, random);
  GrowthPrior prior;
  prior.scan_rate = LogNormal::between(4, 9);
  const auto growth = fit_growth(counted(seen, 0, end, end / 60), Vantage::darknet(16384), prior);
  ASSERT_TRUE(growth);
  ASSERT_TRUE(growth->infected.known);
  EXPECT_LT(seen.size(), 6000u) << "most are not seen yet";
  EXPECT_LT(growth->infected.known->q5, 40'000);
  EXPECT_GT(growth->infected.known->q95, 40'000);
}

// From some time on each infected host is isolated after a while (Gillespie).
Counts isolated_outbreak(double vulnerable, double rate, Random& random) {
  double infected = 4, isolated = 0, time = 0, next = 0.25;
  Counts counts;
  counts.steps.push_back({0.25, 4, {}, {}});
  while (counts.steps.size() < 48) {
    const double births = rate / vulnerable * (infected - isolated) * (vulnerable - infected);
    const double isolations = time > 4 ? 0.9 * (infected - isolated) : 0;
    const double wait =
        births + isolations > 0 ? random.exponential(1 / (births + isolations)) : 1e9;
    if (time + wait > next) {
      time = next, next += 0.25;
      counts.steps.push_back({0.25, 0, {}, {}});
      continue;
    }
    time += wait;
    const bool birth = random.unit() * (births + isolations) < births;
    (birth ? infected : isolated) += 1;
    if (birth)
      ++counts.steps.back().count;
    else
      counts.steps.back().containment.isolated += 1;
  }
  return counts;
}

TEST(Growth, DoesNotMistakeOurContainmentForTheEnd) {
  constexpr double kVulnerable = 3000, kRate = 1;
  constexpr int kRuns = 20;
  int rate_held = 0, size_held = 0, said = 0, fooled = 0;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Random random(run);
    Counts counts = isolated_outbreak(kVulnerable, kRate, random);
    const auto growth = fit_growth(counts, Vantage::everything(), {});
    ASSERT_TRUE(growth && growth->rate.known);
    rate_held += growth->rate.known->q5 < kRate && kRate < growth->rate.known->q95;
    if (const auto& size = growth->vulnerable.known) {
      ++said;
      size_held += size->q5 < kVulnerable && kVulnerable < size->q95;
    }
    for (auto& step : counts.steps) step.containment.isolated = 0;  // and if it is not told:
    const auto untold = fit_growth(counts, Vantage::everything(), {});
    ASSERT_TRUE(untold);
    fooled += untold->vulnerable.known && untold->vulnerable.known->q95 < kVulnerable;
  }
  EXPECT_GE(rate_held, 15);
  EXPECT_GE(size_held, said - 5);
  EXPECT_GE(fooled, 15);
}

TEST(Growth, IsNotClaimedOfSteadyOrFadingSources) {
  int claimed = 0, falling = 0;
  for (std::uint64_t run = 0; run < 24; ++run) {
    Random random(run);
    Counts steady, fading;
    for (int i = 0; i < 40; ++i) {
      const double varied = 8 * draw_gamma(random, 6) / 6;
      steady.steps.push_back({3600, draw_poisson(random, run % 2 ? varied : 8), {}, {}});
      fading.steps.push_back({3600, draw_poisson(random, 30 * std::exp(-i / 15.0)), {}, {}});
    }
    for (const auto* counts : {&steady, &fading}) {
      const auto growth = fit_growth(*counts, Vantage::everything(), {});
      ASSERT_TRUE(growth);
      claimed += growth->trend == Trend::growing;
      EXPECT_TRUE(growth->trend == Trend::growing || !growth->rate.known);
      falling += counts == &fading && growth->trend == Trend::falling;
    }
  }
  EXPECT_LE(claimed, 1);
  EXPECT_GE(falling, 20);
}

TEST(Growth, SaysNothingOfAFew) {
  Counts counts;
  for (const std::uint64_t n : {1, 1, 2, 3}) counts.steps.push_back({60, n, {}, {}});
  const auto growth = fit_growth(counts, Vantage::everything(), {});
  ASSERT_TRUE(growth);
  EXPECT_EQ(growth->trend, Trend::unclear);
  EXPECT_FALSE(growth->rate.known);
  EXPECT_EQ(growth->rate.unknown_because, growth->why);
}

TEST(Growth, SaysSoWhereNobodyIsLeftToInfect) {
  Counts counts;
  for (const std::uint64_t n : {10, 20, 30, 40}) counts.steps.push_back({60, n, {}, {}});
  counts.steps[1].containment.isolated = 500;
  const auto growth = fit_growth(counts, Vantage::everything(), {});
  ASSERT_TRUE(growth);
  EXPECT_EQ(growth->trend, Trend::unclear);
  EXPECT_NE(growth->why.find("others do"), std::string::npos) << growth->why;
}

TEST(Growth, RefusesWhatMakesNoSense) {
  Counts counts;
  EXPECT_FALSE(fit_growth(counts, Vantage::everything(), {}));
  counts.steps.push_back({60, 20, {}, {}});
  EXPECT_FALSE(fit_growth(counts, Vantage::darknet(0), {}));
  EXPECT_FALSE(fit_growth(counts, Vantage::share(1.5), {}));
  GrowthPrior small;
  small.most_vulnerable = 15;
  EXPECT_FALSE(fit_growth(counts, Vantage::everything(), small));
  counts.steps.push_back({0, 2, {}, {}});
  EXPECT_FALSE(fit_growth(counts, Vantage::everything(), {}));
}

TEST(ScanRate, IsTheCataloguesWhereProbesGoEverywhere) {
  strain::Scanning scanning;
  scanning.probes_per_second = 6, scanning.probes_low = 5, scanning.probes_high = 11;
  const auto rate = scan_rate_of(scanning);
  ASSERT_TRUE(rate);
  EXPECT_NEAR(rate->median, std::sqrt(55), 1e-9);
  scanning.probes_low = scanning.probes_high = 6;
  EXPECT_NEAR(scan_rate_of(scanning)->median, 6, 1e-9);
  scanning.targeting = strain::Targeting::local_preference;
  EXPECT_FALSE(scan_rate_of(scanning));
}

TEST(ScanRate, IsMeasuredFromRepeatedPackets) {
  Random random(6);
  const TrueOutbreak outbreak = true_outbreak(20'000, 6, 3000, random);
  const double end = outbreak.infected.back(), step = end / 50, each = 6 * 65536 / 4294967296.0;
  Counts counts = counted(noticed(outbreak, 65536, end, random), 0, end, step);
  double known = 0;
  for (auto& s : counts.steps) {
    const auto fresh = static_cast<double>(s.count);
    s.packets = s.count + draw_poisson(random, each * s.length * (known + fresh / 2));
    known += fresh;
  }
  const auto rate = scan_rate_of(counts, 65536);
  ASSERT_TRUE(rate);
  EXPECT_NEAR(std::log(rate->median / 6), 0, 4 * rate->log_deviation + 0.02);
  EXPECT_LT(rate->log_deviation, 0.1);
  for (auto& s : counts.steps) s.packets.reset();
  EXPECT_FALSE(scan_rate_of(counts, 65536));
}

}  // namespace
}  // namespace cordon::epidemic
