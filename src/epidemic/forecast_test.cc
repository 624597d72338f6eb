#include "epidemic/forecast.h"

#include <gtest/gtest.h>

#include <cmath>

#include "epidemic/counts_csv.h"
#include "epidemic/forecast_path.h"
#include "epidemic/growth_for_test.h"
#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

Growth growth_of(double vulnerable, std::size_t infected, bool scan_rate_known,
                 std::uint64_t seed = 1) {
  Random random(seed);
  const TrueOutbreak outbreak = true_outbreak(vulnerable, 6, infected, random);
  const double end = outbreak.infected.back();
  GrowthPrior prior;
  if (scan_rate_known) prior.scan_rate = LogNormal::between(4, 9);
  return fit_growth(counted(outbreak.infected, 0, end, end / 40), Vantage::everything(), prior)
      .value();
}

TEST(Forecast, IsAFanThatWidens) {
  const auto fan = forecast(growth_of(20'000, 2000, true), Time{}, {});
  ASSERT_TRUE(fan) << fan.error().message();
  ASSERT_EQ(fan->fan.size(), 48u);
  for (std::size_t i = 0; i < fan->fan.size(); ++i) {
    const auto& q = fan->fan[i].infected;
    EXPECT_TRUE(q.q5 <= q.q25 && q.q25 <= q.q50 && q.q50 <= q.q75 && q.q75 <= q.q95);
    if (i > 0) {
      EXPECT_GE(q.q50, fan->fan[i - 1].infected.q50);
    }
    EXPECT_GE(q.q5, 2000);
  }
  EXPECT_LT(fan->final_size.known->q5, 20'000);
  EXPECT_GT(fan->final_size.known->q95, 20'000);
  EXPECT_GT(fan->time_to_half.known->q5, 0);
  EXPECT_EQ(fan->dies_out, 0);
}

TEST(Forecast, IsTheSameForTheSameSeed) {
  const Growth growth = growth_of(3000, 300, true);
  const auto one = forecast(growth, Time{}, {}), two = forecast(growth, Time{}, {});
  ForecastOptions other;
  other.seed = 2;
  const auto three = forecast(growth, Time{}, other);
  EXPECT_EQ(one->fan[9].infected.q95, two->fan[9].infected.q95);
  EXPECT_NE(one->fan[9].infected.q95, three->fan[9].infected.q95);
}

TEST(Forecast, TellsWhatIsNearWhereTheEndIsNotKnown) {
  const auto fan = forecast(growth_of(100'000, 1000, false), Time{}, {});
  ASSERT_TRUE(fan);
  EXPECT_FALSE(fan->final_size.known);
  EXPECT_FALSE(fan->time_to_half.known);
  EXPECT_GE(*fan->final_size.at_least, 1000);
  EXPECT_GT(fan->fan.size(), 5u);
  EXPECT_LT(fan->fan[3].infected.q95, 1.5 * fan->fan[3].infected.q5);
}

TEST(Forecast, EndsEarlyUnderIsolation) {
  const Growth growth = growth_of(20'000, 200, true);
  ForecastOptions options;
  options.isolation_rate = 2 * growth.rate.known->q50;  // R of a half
  const auto fan = forecast(growth, Time{}, options);
  ASSERT_TRUE(fan);
  EXPECT_EQ(fan->dies_out, 1);
  // 200 infectious hosts of R 1/2 infect 200 more.
  EXPECT_NEAR(fan->final_size.known->q50, 400, 30);
  options.isolation_rate = 0;
  options.contact_rate = 0;
  const auto stopped = forecast(growth, Time{}, options);
  EXPECT_EQ(stopped->final_size.known->q95, 200);
}

TEST(Forecast, RefusesWhereNothingGrows) {
  Growth growth;
  growth.why = "counts fall";
  const auto none = forecast(growth, Time{}, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message(),
            "cannot forecast the outbreak: counts fall; wait for more counts, or look at the "
            "counts themselves");
  const Growth good = growth_of(3000, 300, true);
  ForecastOptions bad;
  bad.steps = 0;
  EXPECT_FALSE(forecast(good, Time{}, bad));
  bad = {};
  bad.contact_rate = 1.5;
  EXPECT_FALSE(forecast(good, Time{}, bad));
  bad = {};
  bad.step = 1e9;
  EXPECT_FALSE(forecast(good, Time{}, bad));
}

// Akamai's sample of 1 August 2001 (A. Freedman, NANOG): what its first four rows say of the last
// two. Rows alone could be of a steady source; that they are infections is known beforehand.
TEST(Forecast, OfCodeRedsReturnHoldsWhatCame) {
  const auto counts = parse_counts(
      "when,hosts so far\n2001-08-01 11:00,4782\n2001-08-01 15:00,25600\n"
      "2001-08-01 15:33,30921\n2001-08-01 16:29,37240\n",
      "akamai");
  ASSERT_TRUE(counts);
  GrowthPrior prior;
  EXPECT_EQ(fit_growth(*counts, Vantage::everything(), prior)->trend, Trend::unclear);
  prior.known_outbreak = true;
  ForecastOptions options;
  options.step = 3420;  // 57 minutes: 17:26 and 18:23
  for (const bool scan_rate_known : {false, true}) {
    if (scan_rate_known) prior.scan_rate = LogNormal::between(5, 11);
    const auto growth = fit_growth(*counts, Vantage::everything(), prior);
    ASSERT_TRUE(growth);
    EXPECT_EQ(growth->vulnerable.known.has_value(), scan_rate_known);
    const auto fan = forecast(*growth, counts->end(), options);
    ASSERT_TRUE(fan);
    EXPECT_LT(fan->fan[0].infected.q5, 43'120);
    EXPECT_GT(fan->fan[0].infected.q95, 43'120);
    EXPECT_LT(fan->fan[1].infected.q5, 48'885);
    EXPECT_GT(fan->fan[1].infected.q95, 48'885);
  }
}

// The slow twin of the path: every event.
double infected_by_events(PathStart s, double until, Random& random) {
  double infected = s.infected, infectious = s.infected - s.isolated, time = 0;
  for (;;) {
    const double births = s.infect_rate * infectious * (s.vulnerable - infected);
    const double isolations = s.isolation_rate * infectious;
    if (births + isolations <= 0) return infected;
    time += random.exponential(1 / (births + isolations));
    if (time > until) return infected;
    const bool birth = random.unit() * (births + isolations) < births;
    infected += birth, infectious += birth ? 1 : -1;
  }
}

TEST(Path, AgreesWithEveryEvent) {
  for (const double isolation : {0.0, 0.4}) {
    PathStart start;
    start.infected = 10;
    start.vulnerable = 1500;
    start.infect_rate = 1.0 / 1500;
    start.isolation_rate = isolation;
    for (const double until : {3.0, 6.0}) {
      double fast = 0, slow = 0, fast_square = 0, slow_square = 0;
      constexpr int kRuns = 1500;
      Random random(9);
      for (int run = 0; run < kRuns; ++run) {
        const double x = infected_at(draw_path(start, until, 0, random), until);
        const double y = infected_by_events(start, until, random);
        fast += x, slow += y, fast_square += x * x, slow_square += y * y;
      }
      fast /= kRuns, slow /= kRuns;
      const double variance = slow_square / kRuns - slow * slow;
      EXPECT_NEAR(fast, slow, 4 * std::sqrt(2 * variance / kRuns)) << isolation << " " << until;
      EXPECT_NEAR(fast_square / kRuns - fast * fast, variance, 0.15 * variance)
          << isolation << " " << until;
    }
  }
}

TEST(Path, TellsWhenSoManyWereInfected) {
  const std::vector<PathPoint> path{{0, 10}, {1, 11}, {2, 15}};
  EXPECT_EQ(infected_at(path, 0.5), 10);
  EXPECT_EQ(infected_at(path, 1.5), 13);
  EXPECT_EQ(infected_at(path, 9), 15);
  EXPECT_EQ(time_of(path, 10), 0);
  EXPECT_EQ(time_of(path, 13), 1.5);
  EXPECT_TRUE(std::isinf(time_of(path, 16)));
}

// The small sister of bench/quality/calibration.cc.
TEST(Forecast, CoversTheTruthAsOftenAsItSays) {
  constexpr int kOutbreaks = 100;
  constexpr double kLooks[] = {0.05, 0.1, 0.2}, kDarknet = 65536;
  const LogNormal scan_rate{6, 0.25};
  int said = 0, size50 = 0, size90 = 0, half50 = 0, half90 = 0;
  for (int i = 0; i < kOutbreaks; ++i) {
    Random random(4000 + static_cast<std::uint64_t>(i));
    const double vulnerable = std::round(500 * std::pow(100, random.unit()));
    const double eta = scan_rate.median * std::exp(scan_rate.log_deviation * draw_normal(random));
    const auto half = static_cast<std::size_t>(std::ceil(vulnerable / 2));
    const TrueOutbreak outbreak = true_outbreak(vulnerable, eta, half, random);
    const double step = std::log(2) / outbreak.rate() * (0.2 + 0.3 * random.unit());
    const double begin = -step * random.unit();
    const double end =
        outbreak.infected[static_cast<std::size_t>(std::ceil(vulnerable * kLooks[i % 3])) - 1];
    const bool darknet = i % 2 == 1;
    const Counts counts = counted(
        darknet ? noticed(outbreak, kDarknet, end, random) : outbreak.infected, begin, end, step);
    GrowthPrior prior;
    prior.scan_rate = scan_rate;
    const auto growth =
        fit_growth(counts, darknet ? Vantage::darknet(kDarknet) : Vantage::everything(), prior);
    ASSERT_TRUE(growth);
    if (growth->trend != Trend::growing) continue;
    ForecastOptions options;
    options.steps = 1;
    options.draws = 300;
    const auto fan = forecast(*growth, counts.end(), options);
    ASSERT_TRUE(fan && fan->final_size.known && fan->time_to_half.known);
    const auto& size = *fan->final_size.known;
    const auto& time = *fan->time_to_half.known;
    const double truth = outbreak.infected[half - 1] - end;
    ++said;
    size50 += size.q25 <= vulnerable && vulnerable <= size.q75;
    size90 += size.q5 <= vulnerable && vulnerable <= size.q95;
    half50 += time.q25 <= truth && truth <= time.q75;
    half90 += time.q5 <= truth && truth <= time.q95;
  }
  EXPECT_GE(said, 97);
  for (const int held : {size50, half50}) {  // within 2.6 deviations of a binomial
    EXPECT_GE(held, 37);
    EXPECT_LE(held, 63);
  }
  for (const int held : {size90, half90}) {
    EXPECT_GE(held, 82);
    EXPECT_LE(held, 98);
  }
}

}  // namespace
}  // namespace cordon::epidemic
