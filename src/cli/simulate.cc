#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/simulate_clean.h"
#include "cli/simulate_epidemic.h"
#include "cli/simulate_traffic.h"
#include "cli/simulate_unknown.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  cordon simulate codered.v2                          curves: the Internet, 20 runs
  cordon simulate slammer --horizon 15m --svg slammer.svg --map map.svg
  cordon simulate codered.ii --network examples/campus.toml -m "address 5m"
  cordon simulate nimda.a --after codered.ii          through the back doors that it left
  cordon simulate codered.v2 --telescope 8 --counts t.csv     what a /8 darknet counts
  cordon simulate codered.v2 --servers 60 -o x.pcap --truth x.json     an inert capture of a fleet
  cordon simulate nimda.a --vantage border --sessions 60 --day-curve web -o edge.pcap
  cordon simulate codered.v2 --darknet 192.0.2.0/24 -o dark.pcap
  cordon simulate unknown --invariant 100 -o x.pcap --truth x.json    of no strain; unknown --help
  cordon simulate clean --hours 24 -o day.pcap --truth day.json       of no worm at all; clean --help
The bytes are inert: what an attack is recognised by, and filler. The same seed gives the same
result on any machine.)";

struct Request {
  EpidemicRequest epidemic;
  TrafficRequest traffic;
};

Result<void> run(const Request& request) {
  if (request.epidemic.scenario.strain.empty())
    return fail("simulate", "nothing", "no strain was named",
                "name one (cordon strains list), unknown, or clean");
  if (request.traffic.output.empty()) {
    if (!request.traffic.truth.empty() || !request.traffic.darknet.empty())
      return fail("simulate", request.epidemic.scenario.strain,
                  "--truth and --darknet are of a capture", "add -o FILE");
    return simulate_epidemic(request.epidemic);
  }
  return simulate_traffic(request.traffic, request.epidemic.scenario, request.epidemic.seed);
}

}  // namespace

void add_simulate(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command = app.add_subcommand(
      "simulate", "Simulate an outbreak: as curves, or with -o as an inert, labelled capture");
  command->add_option("STRAIN", request->epidemic.scenario.strain,
                      "Id of a strain, such as codered.ii; or one of the commands below");
  command->add_option("--seed", request->epidemic.seed, "The same seed gives the same result");
  add_scenario_options(*command, request->epidemic.scenario);
  add_epidemic_options(*command, request->epidemic);
  add_traffic_options(*command, request->traffic);
  add_simulate_unknown(*command, exit_code);
  add_simulate_clean(*command, exit_code);
  for (CLI::App* other : command->get_subcommands({}))
    if (!other->get_name().empty())  // no group of options: it has options of its own
      for (CLI::Option* option : command->get_options())
        if (option != command->get_help_ptr()) other->excludes(option);
  command->footer(kExamples);
  command->callback([command, request, &exit_code] {
    if (!command->get_subcommands().empty()) return;
    exit_code = exit_code_of(run(*request));
  });
}

}  // namespace cordon::cli
