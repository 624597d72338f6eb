#include "cli/scenario_request.h"

#include <gtest/gtest.h>

namespace cordon::cli {
namespace {

const strain::Catalogue& catalogue() {
  static const strain::Catalogue built_in = *strain::Catalogue::built_in();
  return built_in;
}

TEST(ScenarioRequest, OfAStrainIsTheInternetAsTheCatalogueSays) {
  ScenarioRequest request;
  request.strain = "codered.v2";
  const auto named = scenario_of(request, catalogue());
  ASSERT_TRUE(named.has_value());
  EXPECT_EQ(named->worm, "Code Red v2");
  EXPECT_EQ(named->where, "on the Internet");
  EXPECT_EQ(named->scenario.population.vulnerable, 360'000u);
}

TEST(ScenarioRequest, ChangesWhatItIsAskedToChange) {
  ScenarioRequest request;
  request.strain = "slammer";
  request.vulnerable = 5000;
  request.initial = 3;
  request.rate = 12;
  request.horizon = "2h";
  request.step = "30s";
  request.start = "2003-01-25T05:30:00Z";
  const auto named = scenario_of(request, catalogue());
  ASSERT_TRUE(named.has_value());
  EXPECT_EQ(named->scenario.vulnerable(), 5000u);
  EXPECT_EQ(named->scenario.initial, 3u);
  EXPECT_EQ(named->scenario.worm.mean_rate(), 12);
  EXPECT_EQ(named->scenario.horizon, 7200);
  EXPECT_EQ(named->scenario.step, 30);
}

TEST(ScenarioRequest, OfAStrainWithoutAPopulationNeedsOne) {
  ScenarioRequest request;
  request.strain = "shellshock";
  EXPECT_FALSE(scenario_of(request, catalogue()).has_value());
  request.vulnerable = 1000;
  EXPECT_TRUE(scenario_of(request, catalogue()).has_value());
}

TEST(ScenarioRequest, RefusesWhatMakesNoSense) {
  const auto refusal = [](auto change) {
    ScenarioRequest request;
    request.strain = "codered.v2";
    change(request);
    const auto named = scenario_of(request, catalogue());
    return named ? "taken" : named.error().message();
  };
  EXPECT_NE(refusal([](auto& r) { r.strain = "codred"; }).find("did you mean codered.ii"),
            std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.horizon = "soon"; }).find("--horizon soon"), std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.start = "today"; }).find("--start today"), std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.initial = 400'000; }).find("initial"), std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.network = "/none.toml"; }).find("/none.toml"),
            std::string::npos);
}

TEST(ScenarioRequest, OfANetworkIsCalledByItsName) {
  ScenarioRequest request;
  request.strain = "codered.ii";
  request.network = std::string(CORDON_ROOT) + "/examples/campus.toml";
  const auto named = scenario_of(request, catalogue());
  ASSERT_TRUE(named.has_value()) << named.error().message();
  EXPECT_EQ(named->where, "in: A campus");
  request.vulnerable = 5;
  EXPECT_FALSE(scenario_of(request, catalogue()).has_value());
}

}  // namespace
}  // namespace cordon::cli
