#include "scan/slow_scan.h"

#include <gtest/gtest.h>

#include "scan/reverse_walk.h"

namespace cordon::scan {
namespace {

const Time kStart = Time(std::chrono::seconds(1'500'000'000));
const Steps kSteps = steps_of(kTurning);

TEST(SlowScans, AProbeEveryTwentyMinutesIsFound) {
  SlowScans scans;
  const SlowScans::Source* found = nullptr;
  int probes = 0;
  for (; found == nullptr && probes < 100; ++probes)
    found = scans.see(1, mix(static_cast<std::uint64_t>(probes)), {kStart + probes * 20min, 5},
                      true, false, kSteps, {});
  ASSERT_NE(found, nullptr);
  EXPECT_LE(probes, 10);
  EXPECT_EQ(found->onset.at, kStart);
  EXPECT_EQ(found->failed, static_cast<std::uint32_t>(probes));
}

TEST(SlowScans, WhoAsksOneDeadServerEveryHourIsNone) {
  SlowScans scans;
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(scans.see(1, 7, {kStart + i * 1h, 5}, true, false, kSteps, {}), nullptr);
}

TEST(SlowScans, WhoMostlySucceedsIsNone) {
  SlowScans scans;
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(scans.see(1, mix(static_cast<std::uint64_t>(i)), {kStart + i * 3min, 5}, i % 4 == 0,
                        false, kSteps, {}),
              nullptr);
}

TEST(SlowScans, RemoteLoginOnManyServersIsOneWhateverCameOfIt) {
  SlowScans scans;
  bool found = false;
  for (int i = 0; i < 10; ++i)
    found |= scans.see(1, mix(static_cast<std::uint64_t>(i)), {kStart + i * 1h, 5}, false, true,
                       kSteps, {}) != nullptr;
  EXPECT_TRUE(found);
}

TEST(SlowScans, IsBounded) {
  SlowScans scans(1 << 8);
  for (std::uint64_t i = 0; i < 10'000; ++i)
    scans.see(mix(i), 1, {kStart, 1}, true, false, kSteps, {});
  EXPECT_GE(scans.evicted(), 10'000u - (1 << 8));
}

}  // namespace
}  // namespace cordon::scan
