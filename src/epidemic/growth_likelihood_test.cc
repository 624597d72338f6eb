#include "epidemic/growth_likelihood.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "epidemic/growth_for_test.h"

namespace cordon::epidemic {
namespace {

// The slow twin: the master equation of all states (infected, seen), in small steps of time.
class MasterEquation {
 public:
  MasterEquation(int vulnerable, double rate, double notice_rate)
      : n_(vulnerable), rate_(rate), notice_(notice_rate), p_((n_ + 1) * (n_ + 1), 0.0) {}

  double& at(int infected, int seen) {
    return p_[static_cast<std::size_t>(infected * (n_ + 1) + seen)];
  }

  // Lets time pass, then learns that `seen` are seen; returns log of its probability.
  double step(double length, int seen) {
    constexpr int kParts = 800;
    const double h = length / kParts;
    for (int part = 0; part < kParts; ++part) {
      next_ = p_;
      const auto flow = [&](int i, int s, int to_i, int to_s, double rate) {
        const double moved = at(i, s) * rate * h;
        next_[static_cast<std::size_t>(i * (n_ + 1) + s)] -= moved;
        next_[static_cast<std::size_t>(to_i * (n_ + 1) + to_s)] += moved;
      };
      for (int i = 1; i <= n_; ++i)
        for (int s = 0; s <= i; ++s) {
          if (at(i, s) == 0) continue;
          const bool instant = notice_ < 0;
          if (i < n_) flow(i, s, i + 1, s + instant, rate_ / n_ * i * (n_ - i));
          if (!instant && s < i) flow(i, s, i, s + 1, notice_ * (i - s));
        }
      std::swap(p_, next_);
    }
    double sum = 0;
    for (int i = 0; i <= n_; ++i)
      for (int s = 0; s <= n_; ++s) {
        if (s != seen) at(i, s) = 0;
        sum += at(i, s);
      }
    for (double& p : p_) p /= sum;
    return std::log(sum);
  }
  double mean_infected() {
    double mean = 0;
    for (int i = 0; i <= n_; ++i)
      for (int s = 0; s <= n_; ++s) mean += i * at(i, s);
    return mean;
  }

 private:
  int n_;
  double rate_, notice_;
  std::vector<double> p_, next_;
};

Counts counts_from(std::uint64_t before, const std::vector<std::uint64_t>& fresh) {
  Counts counts;
  counts.before = before;
  for (const auto count : fresh) counts.steps.push_back({1, count, {}, {}});
  return counts;
}

TEST(GrowthLikelihood, IsTheMasterEquationsWhereAllIsSeen) {
  const std::vector<std::uint64_t> fresh{1, 2, 5, 7, 6, 3, 1};
  for (const auto& [vulnerable, rate] : {std::pair{30, 0.9}, {30, 0.6}, {40, 0.9}}) {
    MasterEquation master(vulnerable, rate, -1);
    master.at(2, 2) = 1;
    double exact = 0;
    int seen = 2;
    for (const auto count : fresh) exact += master.step(1, seen += static_cast<int>(count));
    const GrowthLikelihood likelihood(counts_from(2, fresh), Vantage::everything());
    const auto state = likelihood({rate, static_cast<double>(vulnerable), 0});
    EXPECT_NEAR(state.log_likelihood, exact, 0.35) << vulnerable << " " << rate;
    EXPECT_NEAR(state.infected, 27, 1e-9);
    EXPECT_EQ(state.infected_variance, 0);
  }
}

TEST(GrowthLikelihood, IsNearTheMasterEquationsForADarknet) {
  const std::vector<std::uint64_t> fresh{1, 1, 3, 3, 5, 6, 4};
  for (const auto& [vulnerable, rate, addresses] :
       {std::tuple{40, 0.7, 40.0}, {60, 0.7, 40.0}, {40, 0.5, 40.0}}) {
    const double notice = rate * addresses / vulnerable;
    MasterEquation master(vulnerable, rate, notice);
    // At the first sight: geometric hidden hosts.
    const double q = rate / (rate + notice);
    for (int hidden = 0; hidden < vulnerable; ++hidden)
      master.at(1 + hidden, 1) = (1 - q) * std::pow(q, hidden);
    double exact = 0;
    int seen = 1;
    for (const auto count : fresh) exact += master.step(1, seen += static_cast<int>(count));
    const GrowthLikelihood likelihood(counts_from(1, fresh), Vantage::darknet(addresses));
    const auto state = likelihood({rate, static_cast<double>(vulnerable), 0});
    EXPECT_NEAR(state.log_likelihood, exact, 0.6) << vulnerable << " " << rate;
    EXPECT_NEAR(state.infected, master.mean_infected(), 1.5) << vulnerable << " " << rate;
  }
}

TEST(GrowthLikelihood, GivesTheStepThatSeesTheFirstHost) {
  const GrowthLikelihood late(counts_from(0, {0, 0, 3, 4, 9}), Vantage::everything());
  const GrowthLikelihood early(counts_from(3, {4, 9}), Vantage::everything());
  EXPECT_EQ(late.steps(), 2u);
  EXPECT_EQ(late.seen(), 16);
  EXPECT_EQ(late.explained(), 13);
  EXPECT_DOUBLE_EQ(late({0.8, 100, 0}).log_likelihood, early({0.8, 100, 0}).log_likelihood);
}

TEST(GrowthLikelihood, TakesContainmentAsGiven) {
  Counts slowed = counts_from(10, {7, 0, 0});
  slowed.steps[1].containment.isolated = 17;  // all that are infected
  const Counts before = counts_from(10, {7, 0});
  const GrowthParameters fast{0.5, 1000, 0};
  const auto of = [&](const Counts& counts) {
    return GrowthLikelihood(counts, Vantage::everything())(fast).log_likelihood;
  };
  EXPECT_GT(of(slowed), of(before)) << "in the step of isolation, half of the births";
  EXPECT_LT(of(counts_from(10, {7, 0, 0})), of(before) - 5);
  Counts longer = slowed;
  longer.steps.push_back({1, 0, {}, {}});
  EXPECT_NEAR(of(longer), of(slowed), 1e-9) << "then none, for certain";
}

TEST(GrowthLikelihood, OfAShareFollowsTheHiddenWhole) {
  Random random(3);
  const TrueOutbreak outbreak = true_outbreak(4000, 6, 1000, random);
  const double end = outbreak.infected.back(), step = end / 60;
  std::vector<double> seen;
  for (const double t : outbreak.infected)
    if (random.chance(0.3)) seen.push_back(t);
  const GrowthLikelihood likelihood(counted(seen, 0, end, step), Vantage::share(0.3));
  const auto state = likelihood({outbreak.rate(), 4000, 0});
  EXPECT_NEAR(state.infected, 1000, 3.5 * std::sqrt(state.infected_variance));
  EXPECT_LT(std::sqrt(state.infected_variance), 120);
}

}  // namespace
}  // namespace cordon::epidemic
