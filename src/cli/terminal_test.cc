#include "cli/terminal.h"

#include <gtest/gtest.h>

namespace cordon::cli {
namespace {

TEST(Progress, TellsShareRateAndTimeLeft) {
  EXPECT_EQ(progress_text(500'000'000, 1'000'000'000, 0.5),
            "[==========          ]  50 %  500 MB of 1.00 GB  1.00 GB/s  500 ms left");
}

TEST(Progress, KnowsNoTotalOfAPipe) { EXPECT_EQ(progress_text(2000, 0, 1), "2.00 kB  2.00 kB/s"); }

}  // namespace
}  // namespace cordon::cli
