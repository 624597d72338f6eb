#include "report/what_if.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace cordon::report {
namespace {

WhatIfPage page() {
  WhatIfPage page;
  page.worm = "Code Red II";
  page.where = "in: A campus";
  page.runs = 100;
  page.seed = 7;
  page.scenario.horizon = 86400;
  page.result.step = 3600;
  page.result.vulnerable = 584;
  epidemic::Effect nothing, filter;
  nothing.measure = "nothing";
  nothing.infected = {572, 570, 572, 574};
  nothing.median = nothing.low = nothing.high = {2, 100, 572};
  filter.measure = "address 1m";
  filter.infected = {5.4, 2, 4, 13};
  filter.saved = {566.6, 560, 568, 570};
  filter.contained = 0.75;
  filter.median = filter.low = filter.high = {2, 4, 5};
  page.result.effects = {nothing, filter};
  page.threshold.per_probe = 1.0 / 303;
  page.threshold.per_second = 1 / 50.7;
  page.threshold.reaction_time = 50.7;
  page.threshold.probe_budget = 303.4;
  return page;
}

TEST(WhatIfPage, SaysWhatEachMeasureIsWorthAndWhatWouldBeEnough) {
  const std::string text = text_of(page(), {}, false);
  EXPECT_NE(text.find("Code Red II in: A campus"), std::string::npos);
  EXPECT_NE(text.find("nothing                         572         570 to 574             0%"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("address 1m                        5            2 to 13      567   75%"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("silent within 50.7 s"), std::string::npos);
  EXPECT_NE(text.find("303 new addresses"), std::string::npos);
}

TEST(WhatIfPage, IsJson) {
  const auto json = nlohmann::json::parse(json_of(page()));
  EXPECT_EQ(json["effects"][1]["measure"], "address 1m");
  EXPECT_EQ(json["effects"][1]["infected"]["q95"], 13);
  EXPECT_EQ(json["effects"][1]["curve"]["q50"], (std::vector<double>{2, 4, 5}));
  EXPECT_EQ(json["reaction_time"], 50.7);
}

TEST(WhatIfPage, WhereNobodyReachesAnybodyNothingNeedsToBeDone) {
  WhatIfPage alone = page();
  alone.threshold = {};
  EXPECT_NE(text_of(alone, {}, false).find("nothing needs to be done"), std::string::npos);
  EXPECT_TRUE(nlohmann::json::parse(json_of(alone))["reaction_time"].is_null());
}

}  // namespace
}  // namespace cordon::report
