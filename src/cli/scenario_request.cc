#include "cli/scenario_request.h"

#include <CLI/CLI.hpp>
#include <fstream>

#include "cli/strain_named.h"
#include "epidemic/measure.h"

namespace cordon::cli {
namespace {

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail("read", path, "it cannot be opened", "check the path");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<void> put_time(const std::string& option, const std::string& text, double& seconds) {
  if (text.empty()) return {};
  const auto value = epidemic::seconds_of(text);
  if (!value || *value <= 0)
    return fail("use " + option, text, "it is no length of time", "write 90s, 15m, 24h or 7d");
  seconds = *value;
  return {};
}

Result<epidemic::Network> network_in(const ScenarioRequest& request) {
  const auto text = read_file(request.network);
  if (!text) return tl::unexpected(text.error());
  return epidemic::parse_network(*text, request.network);
}

// What was asked to be otherwise than the catalogue or the network says.
Result<void> put_changes(const ScenarioRequest& request, epidemic::Scenario& scenario) {
  if (request.vulnerable) scenario.population.vulnerable = *request.vulnerable;
  if (request.initial) scenario.initial = *request.initial;
  if (request.rate) {
    scenario.worm.probes_per_second = *request.rate;
    scenario.worm.links.clear();
  }
  if (request.layout == "uniform") scenario.population.layout = epidemic::Layout::uniform;
  if (request.layout == "clustered") scenario.population.layout = epidemic::Layout::clustered;
  if (auto done = put_time("--horizon", request.horizon, scenario.horizon); !done) return done;
  scenario.step = scenario.horizon / kUsualSteps;
  if (auto done = put_time("--step", request.step, scenario.step); !done) return done;
  if (!request.start.empty()) {
    const auto start = parse_rfc3339(request.start);
    if (!start)
      return fail("use --start", request.start, "it is no time", "write 2001-07-19T10:00:00Z");
    scenario.start = *start;
  }
  if (const auto fault = epidemic::fault_of(scenario)) return tl::unexpected(*fault);
  return {};
}

}  // namespace

Result<NamedScenario> scenario_of(const ScenarioRequest& request,
                                  const strain::Catalogue& catalogue) {
  if (!request.network.empty()) {
    auto network = network_in(request);
    if (!network) return tl::unexpected(network.error());
    if (network->name.empty()) network->name = request.network;
    return scenario_of(request, catalogue, std::move(*network));
  }
  const auto strain = strain_named(catalogue, request.strain);
  if (!strain) return tl::unexpected(strain.error());
  NamedScenario named{(*strain)->name, "on the Internet", {}};
  if ((*strain)->epidemic || !request.vulnerable) {
    auto scenario = epidemic::scenario_of(**strain);
    if (!scenario) return tl::unexpected(scenario.error());
    named.scenario = std::move(*scenario);
  } else {
    named.scenario.worm = epidemic::worm_of(**strain);  // the catalogue knows no population
  }
  if (auto done = put_changes(request, named.scenario); !done) return tl::unexpected(done.error());
  return named;
}

Result<NamedScenario> scenario_of(const ScenarioRequest& request,
                                  const strain::Catalogue& catalogue, epidemic::Network network) {
  const auto strain = strain_named(catalogue, request.strain);
  if (!strain) return tl::unexpected(strain.error());
  if (request.vulnerable || request.initial || !request.layout.empty())
    return fail("use with a network", "--vulnerable, --initial or --layout",
                "the network says that itself", "leave them out");
  NamedScenario named{(*strain)->name, "in: " + network.name, {}};
  named.scenario = epidemic::scenario_of(**strain, std::move(network));
  if (auto done = put_changes(request, named.scenario); !done) return tl::unexpected(done.error());
  return named;
}

void add_scenario_options(CLI::App& command, ScenarioRequest& request) {
  command
      .add_option("--network", request.network,
                  "TOML file of segments, who reaches whom, controls (examples/); else the "
                  "Internet")
      ->type_name("FILE");
  command.add_option("--vulnerable", request.vulnerable, "Vulnerable hosts of the Internet");
  command.add_option("--initial", request.initial, "Hosts infected at the start");
  command.add_option("--rate", request.rate, "Probes a second of one infected host");
  command.add_option("--layout", request.layout, "How hosts lie in address space")
      ->check(CLI::IsMember({"uniform", "clustered"}));
  command.add_option("--horizon", request.horizon, "How long: 90s, 15m, 24h, 7d");
  command.add_option("--step", request.step, "Grid of the curves, likewise");
  command.add_option("--start", request.start, "As 2001-07-19T10:00:00Z, for calendars");
}

}  // namespace cordon::cli
