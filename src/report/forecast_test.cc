#include "report/forecast.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace cordon::report {
namespace {

// Doubling every minute, 5 to 640 new ones.
Prognosis prognosis() {
  Prognosis p;
  p.title = "A worm";
  p.vantage = "everything that happens in it";
  p.counts.begin = Time(995'536'800s);
  for (int i = 0; i < 8; ++i) p.counts.steps.push_back({60, 5ull << i, {}, {}});
  epidemic::GrowthPrior prior;
  prior.known_outbreak = true;
  p.growth = *epidemic::fit_growth(p.counts, epidemic::Vantage::everything(), prior);
  return p;
}

TEST(ForecastPage, SaysHowFastAndWhatIsNotKnown) {
  const std::string text = text_of(prognosis(), {}, false);
  EXPECT_NE(text.find("1,275 hosts seen"), std::string::npos) << text;
  EXPECT_NE(text.find("doubles in              5"), std::string::npos) << text;  // 59 s or so
  EXPECT_NE(text.find("can be infected         not known"), std::string::npos) << text;
  EXPECT_EQ(text.find("probes a second"), std::string::npos);
}

TEST(ForecastPage, WithoutGrowthThereIsNoForecastAndItSaysWhy) {
  Prognosis p = prognosis();
  for (auto& step : p.counts.steps) step.count = 20;
  epidemic::GrowthPrior prior;
  p.growth = *epidemic::fit_growth(p.counts, epidemic::Vantage::everything(), prior);
  p.no_forecast_because = epidemic::forecast(p.growth, p.counts.end(), {}).error().cause;
  const std::string text = text_of(p, {}, false);
  EXPECT_NE(text.find("No forecast: "), std::string::npos) << text;
  EXPECT_NE(nlohmann::json::parse(json_of(p))["forecast"]["none_because"], "");
}

TEST(ForecastPage, IsJsonWithTheFan) {
  Prognosis p = prognosis();
  p.forecast = *epidemic::forecast(p.growth, p.counts.end(), {});
  const auto json = nlohmann::json::parse(json_of(p));
  EXPECT_EQ(json["seen"], 1275);
  EXPECT_FALSE(json["forecast"]["fan"].empty());
  EXPECT_EQ(json["growth"]["trend"], "growing");
  EXPECT_TRUE(json["growth"]["vulnerable"].contains("unknown_because"));
  EXPECT_TRUE(json["growth"]["probes_per_second"].is_null());
}

}  // namespace
}  // namespace cordon::report
