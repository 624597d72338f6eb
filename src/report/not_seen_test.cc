#include "report/not_seen.h"

#include <gtest/gtest.h>

#include "report/sample.h"

namespace cordon::report {
namespace {

std::string not_seen(const pipeline::Outcome& outcome) {
  Page page(false);
  put_not_seen(outcome, false, page);
  return page.text();
}

TEST(NotSeen, WhatWasForgottenStandsOnThePage) {
  pipeline::Outcome outcome = sample_outcome();
  EXPECT_EQ(not_seen(outcome).find("forgotten"), std::string::npos);
  outcome.account.coverage.sift.first_sights = 1234;
  outcome.account.coverage.sift.cases = 1;
  outcome.account.coverage.scan.clients = 2;
  const std::string page = not_seen(outcome);
  EXPECT_NE(page.find("- 1,234 contents seen once, forgotten for want of room"), std::string::npos);
  EXPECT_NE(page.find("- 1 suspicion of content given up for want of room"), std::string::npos);
  EXPECT_NE(page.find("- 2 clients forgotten by the scan tests"), std::string::npos) << page;
}

TEST(NotSeen, WhatTheConfigurationSwitchedOffStandsOnThePage) {
  pipeline::Outcome outcome = sample_outcome();
  outcome.account.coverage.switched_off = {"content", "scan (for some hosts)"};
  EXPECT_NE(not_seen(outcome).find("switched off: content, scan\n    (for some hosts)"),
            std::string::npos)
      << not_seen(outcome);
}

}  // namespace
}  // namespace cordon::report
