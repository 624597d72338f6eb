#include "pipeline/coverage.h"

#include <gtest/gtest.h>

namespace cordon::pipeline {
namespace {

TEST(Coverage, NothingForgottenHidesNothing) {
  trace::Coverage coverage = coverage_of({}, {}, true);
  add_scans({}, coverage);
  EXPECT_EQ(coverage.seen, 1);
}

TEST(Coverage, WhatSiftingForgotIsCountedAndHidesALittle) {
  Counters counters;
  counters.sift.contents.first_sights_evicted = sift::kMostFirstSights;
  counters.sift.contents.passages = 1000;
  counters.sift.contents.suspects_not_kept = 3;
  counters.sift.contents.contents = 1000;
  const trace::Coverage coverage = coverage_of(counters, {}, true);
  EXPECT_EQ(coverage.sift.first_sights, sift::kMostFirstSights);
  EXPECT_EQ(coverage.sift.suspects, 3u);
  EXPECT_NEAR(coverage.seen, 0.95, 1e-9);  // half of what was remembered is gone
  counters.sift.hosts_not_kept = 1'000'000'000;
  EXPECT_NEAR(coverage_of(counters, {}, true).seen, 0.9, 1e-6);
}

TEST(Coverage, WhatTheScanTestsForgotIsCountedAndHidesALittle) {
  trace::Coverage coverage = coverage_of({}, {}, true);
  scan::Counters scans;
  scans.contacts_evicted = 7;
  scans.authorised = 2;
  add_scans(scans, coverage);
  EXPECT_EQ(coverage.scan.first_contacts, 7u);
  EXPECT_EQ(coverage.authorised_scans, 2u);
  EXPECT_EQ(coverage.seen, 1);  // they only count again
  scans.sources_evicted = scan::kMostSources;
  add_scans(scans, coverage);
  EXPECT_NEAR(coverage.seen, 0.95, 1e-9);
}

}  // namespace
}  // namespace cordon::pipeline
