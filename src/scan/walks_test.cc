// The sequential tests: their error rates by many random walks, as the papers state them.
#include <gtest/gtest.h>

#include "base/random.h"
#include "scan/rate_test.h"
#include "scan/reverse_walk.h"
#include "scan/threshold_walk.h"
#include "scan/vertical_scan.h"

namespace cordon::scan {
namespace {

const Time kStart = Time(std::chrono::seconds(1'500'000'000));
const Steps kRemoteSteps = steps_of(kRemote);

TEST(ThresholdWalk, FourFailuresTellAScannerAndFourSuccessesClear) {
  ThresholdWalk bad, good;
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(bad.step({kStart, 1}, true, kRemoteSteps, {}));
  EXPECT_TRUE(bad.step({kStart + 5s, 9}, true, kRemoteSteps, {}));
  EXPECT_EQ(bad.since(), (Mark{kStart, 1}));
  EXPECT_FALSE(bad.step({kStart + 6s, 10}, true, kRemoteSteps, {}));  // once
  EXPECT_EQ(bad.contacts(), 5u);
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(good.step({kStart, 1}, false, kRemoteSteps, {}));
  EXPECT_EQ(good.state(), ThresholdWalk::State::benign);
}

TEST(ThresholdWalk, ABenignVerdictExpires) {
  ThresholdWalk walk;
  for (int i = 0; i < 4; ++i) walk.step({kStart, 1}, false, kRemoteSteps, {});
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(walk.step({kStart + 1min, 2}, true, kRemoteSteps, {}));
  bool found = false;
  for (int i = 0; i < 4; ++i) found |= walk.step({kStart + 31min, 3}, true, kRemoteSteps, {});
  EXPECT_TRUE(found);
}

// Jung et al. 2004: false alarms at most alpha, detection at least beta, about five contacts.
TEST(ThresholdWalk, KeepsItsErrorRates) {
  Random random(3);
  int false_alarms = 0, found = 0, contacts = 0;
  constexpr int kWalks = 20'000;
  for (int i = 0; i < 2 * kWalks; ++i) {
    const bool scans = i >= kWalks;
    ThresholdWalk walk;
    while (walk.state() == ThresholdWalk::State::undecided)
      walk.step({kStart, 1}, !random.chance(scans ? 0.2 : 0.8), kRemoteSteps, {});
    const bool told = walk.state() == ThresholdWalk::State::scanner;
    (scans ? found : false_alarms) += told;
    if (scans) contacts += static_cast<int>(walk.contacts());
  }
  EXPECT_LT(false_alarms, kWalks * 0.01);
  EXPECT_GT(found, kWalks * 0.99);
  EXPECT_NEAR(double(contacts) / kWalks, 6.6, 0.2);
}

TEST(ReverseWalk, TenFailuresAfterAnyPast) {
  ReverseWalk<int> walk;
  const Steps steps = steps_of(kTurning);
  const double threshold = kTurningErrors.accept();
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(walk.step(i, i % 5 == 0, steps, threshold));
  int needed = 0;
  while (!walk.step(1000 + needed, true, steps, threshold)) ++needed;
  EXPECT_LE(needed + 1, 10);
  EXPECT_GE(walk.onset(), 996);
  EXPECT_GE(walk.first_failure(), 995);
}

// Schechter et al. 2004: 22 alarms in 2,000,000 first contacts of which 30 % fail.
TEST(ReverseWalk, SeldomAccusesTheBenign) {
  Random random(4);
  const Steps steps = steps_of(kTurning);
  int alarms = 0;
  ReverseWalk<int> walk;
  for (int i = 0; i < 1'000'000; ++i) {
    if (!walk.step(i, random.chance(0.3), steps, kTurningErrors.accept())) continue;
    ++alarms;
    walk = {};
  }
  EXPECT_LE(alarms, 25);
}

int contacts_until_fast(double pause, std::uint64_t seed, double quiet = 3600) {
  Random random(seed);
  RateTest test;
  Time now = kStart;
  test.step({now, 0}, {});
  now += duration_from_seconds(quiet);
  for (int i = 1; i <= 500; ++i) {
    now += duration_from_seconds(random.exponential(pause));
    if (test.step({now, static_cast<std::uint64_t>(i)}, {})) return i;
  }
  return 0;
}

TEST(RateTest, FindsAQuietServerThatTurnsFastWithinTwentyContacts) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const int one_a_second = contacts_until_fast(1, seed);
    EXPECT_GT(one_a_second, 0);
    EXPECT_LE(one_a_second, 20);
    EXPECT_GT(contacts_until_fast(0.3, seed), 0);
  }
}

TEST(RateTest, SeldomTakesTheUsualPace) {
  int taken = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) taken += contacts_until_fast(60, seed) > 0;
  EXPECT_LE(taken, 4);
}

TEST(RateTest, ABurstIsOneContact) {
  RateTest test;
  Time now = kStart;
  for (int page = 0; page < 100; ++page) {
    now += 2min;
    for (int i = 0; i < 40; ++i)
      EXPECT_FALSE(test.step({now + std::chrono::milliseconds(i), 0}, {}));
  }
}

TEST(RateTest, LearnsHowFastAHostIsByNature) {
  RateTest::Parameters parameters;
  parameters.server_rate = 0.5;  // at first; it makes one a second
  RateTest test;
  Random random(5);
  Time now = kStart;
  bool fast = false;
  for (int i = 0; i < 5000; ++i) {
    now += duration_from_seconds(random.exponential(1));
    fast |= test.step({now, 0}, parameters);
  }
  EXPECT_FALSE(fast);
}

TEST(VerticalScan, CountsThePortsOfOneHostAmongMany) {
  VerticalScan scan;
  Random random(6);
  for (int i = 0; i < 300; ++i)
    scan.see(i % 2 == 0 ? 7 : static_cast<std::uint32_t>(random.below(1 << 30)) + 8, true);
  EXPECT_GE(scan.failed(7), 150 - 100);
  EXPECT_LE(scan.failed(7), 150);
}

TEST(VerticalScan, WhoFindsPortsOpenScansNone) {
  VerticalScan scan;
  for (int i = 0; i < 100; ++i) {
    scan.see(7, i % 2 == 0);
    EXPECT_LT(scan.failed(7), kVerticalPorts);
  }
}

}  // namespace
}  // namespace cordon::scan
