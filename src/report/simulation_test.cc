#include "report/simulation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"

namespace cordon::report {
namespace {

// A small outbreak, really run.
Simulation simulation(epidemic::Engine engine) {
  Simulation s;
  s.worm = "A worm";
  s.where = "on a small Internet";
  s.engine = engine;
  s.runs = 5;
  s.scenario.population.vulnerable = 200;
  s.scenario.population.address_bits = 16;
  s.scenario.worm.probes_per_second = 2;
  s.scenario.horizon = 3600;
  s.scenario.step = 60;
  const auto world = epidemic::build_world(s.scenario, 1);
  CHECK(world.has_value());
  s.threshold = epidemic::threshold_of(**world);
  if (engine == epidemic::Engine::exact)
    s.ensemble = *epidemic::run_ensemble(**world, {5, 1, 1, {0.05, 0.25, 0.5, 0.75, 0.95}, {}});
  else
    s.trajectory = *epidemic::simulate(s.scenario, engine, 1);
  return s;
}

TEST(SimulationPage, OfManyRunsHasQuantiles) {
  const std::string text = text_of(simulation(epidemic::Engine::exact), {}, false);
  EXPECT_NE(text.find("A worm on a small Internet"), std::string::npos);
  EXPECT_NE(text.find("5 %        median          95 %"), std::string::npos);
  EXPECT_NE(text.find("200           200           200"), std::string::npos) << text;
  EXPECT_NE(text.find("To keep that below one"), std::string::npos);
}

TEST(SimulationPage, OfADeterministicEngineHasOneCurve) {
  const Simulation aawp = simulation(epidemic::Engine::aawp);
  EXPECT_EQ(text_of(aawp, {}, false).find("95 %"), std::string::npos);
  const auto json = nlohmann::json::parse(json_of(aawp));
  EXPECT_EQ(json["engine"], "aawp");
  EXPECT_EQ(json["curves"]["run"].size(), 61u);
}

TEST(SimulationPage, TablesHaveARowForEachStep) {
  const Simulation exact = simulation(epidemic::Engine::exact);
  const std::string csv = csv_of(exact);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 62);
  EXPECT_TRUE(csv.starts_with("seconds,ever,infectious"));
  EXPECT_EQ(csv_of({{0, 7, 2, 2}, {300, 12, 2, 0}}, Time(995'536'800s)),
            "time,new_sources,packets\n2001-07-19T10:00:00.000000Z,2,7\n"
            "2001-07-19T10:05:00.000000Z,0,12\n");
}

}  // namespace
}  // namespace cordon::report
