// A simulated outbreak as several commands are asked for it: strain or worm, where, how long.
#pragma once

#include <optional>
#include <string>

#include "epidemic/scenario.h"
#include "strain/catalogue.h"

namespace CLI {
class App;
}

namespace cordon::cli {

struct ScenarioRequest {
  std::string strain;
  std::string network;  // TOML file
  std::optional<std::uint64_t> vulnerable, initial;
  std::optional<double> rate;
  std::string horizon, step, start, layout;
};

void add_scenario_options(CLI::App& command, ScenarioRequest& request);

/// The scenario, and what it is called. Fails naming the option that makes no sense.
struct NamedScenario {
  std::string worm, where;
  epidemic::Scenario scenario;
};
Result<NamedScenario> scenario_of(const ScenarioRequest& request,
                                  const strain::Catalogue& catalogue);
/// In a network that is not read from a file.
Result<NamedScenario> scenario_of(const ScenarioRequest& request,
                                  const strain::Catalogue& catalogue, epidemic::Network network);

/// Points on the grid of a curve that was not asked to have any other step.
inline constexpr double kUsualSteps = 288;

}  // namespace cordon::cli
