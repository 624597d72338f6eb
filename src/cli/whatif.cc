#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/curves.h"
#include "cli/investigation.h"
#include "cli/output.h"
#include "cli/scenario_request.h"
#include "cli/terminal.h"
#include "epidemic/account_network.h"
#include "report/epidemic_pictures.h"
#include "report/what_if.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Measures, as words (several may be joined with " and "):
  address 5m [80%]       each infected host is blocked 5 minutes after its first probe
  content 2h [80%]       from 2 hours on the exploit is dropped on its way, whoever sends it
  limit 1/s [at 5m]      no host sends more probes than that
  budget 10000           no host sends more probes than that in all
  patch 20%              or patch SEGMENT=10, before the start
  cleanse 30/h [at 10m]  so many in a hundred of the infected are cleansed an hour
  block web->db:1433 [at 5m]   a port between two segments of --network
Examples:
  cordon whatif codered.v2                          the usual measures, on the Internet
  cordon whatif codered.ii --network examples/campus.toml -m "address 1m" -m "patch laboratories=50"
  cordon whatif wannacry -r capture.pcap            in the fleet that a capture shows, as it stands
Exit code: 0 done, 2 could not do what was asked.)";

struct Request {
  ScenarioRequest scenario;
  InvestigationRequest investigation;
  std::vector<std::string> measures;
  std::string json, svg;
  std::uint64_t runs = 100, seed = 1;
};

// The fleet of an account in the place of a described network.
Result<NamedScenario> scenario_of_account(const Request& request,
                                          const strain::Catalogue& catalogue) {
  if (!request.scenario.network.empty())
    return fail("use --network with", "captures or logs", "both say where the worm is",
                "give one of them");
  auto rules = load_rules(request.investigation.rules, catalogue);
  if (!rules) return tl::unexpected(rules.error());
  const auto investigated = investigate(request.investigation, *rules, catalogue, nullptr);
  if (!investigated) return tl::unexpected(investigated.error());
  auto network = epidemic::network_of(investigated->outcome.account, request.scenario.strain);
  if (!network) return tl::unexpected(network.error());
  return scenario_of(request.scenario, catalogue, std::move(*network));
}

Result<std::vector<epidemic::Measure>> measures_of(const std::vector<std::string>& texts,
                                                   const epidemic::Scenario& base) {
  std::vector<epidemic::Measure> measures;
  for (const std::string& text : texts.empty() ? epidemic::usual_measures(base) : texts) {
    auto measure = epidemic::measure_of(text, base);
    if (!measure) return tl::unexpected(measure.error());
    if (const auto fault = epidemic::fault_of(measure->scenario)) return tl::unexpected(*fault);
    measures.push_back(std::move(*measure));
  }
  return measures;
}

Result<void> run(const Request& request) {
  const auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto named = request.investigation.has_inputs() ? scenario_of_account(request, *catalogue)
                                                  : scenario_of(request.scenario, *catalogue);
  if (!named) return tl::unexpected(named.error());
  const auto measures = measures_of(request.measures, named->scenario);
  if (!measures) return tl::unexpected(measures.error());
  ProgressLine progress("trying", "runs");
  epidemic::WhatIfOptions options{request.runs, request.seed, 0, {}};
  options.progress = [&](std::uint64_t done, std::uint64_t all) {
    progress.show(done, all);
    return true;
  };
  auto result = epidemic::what_if(named->scenario, *measures, options);
  if (!result) return tl::unexpected(result.error());
  const auto world = epidemic::build_world(named->scenario, request.seed);
  if (!world) return tl::unexpected(world.error());
  report::WhatIfPage page{named->worm,
                          named->where,
                          named->scenario,
                          request.runs,
                          request.seed,
                          std::move(*result),
                          epidemic::threshold_of(**world),
                          {}};
  page.patches = epidemic::patch_worths(**world, page.threshold);
  if (auto done = write_picture(request.svg,
                                plot::comparison_svg(report::picture_of(page.result, named->worm)));
      !done)
    return done;
  if (!request.json.empty())
    if (auto done = write_file(request.json, report::json_of(page)); !done) return done;
  if (request.json == "-") return {};
  return write_file("-", report::text_of(page, terminal_for_curves(), wants_colour()));
}

}  // namespace

void add_whatif(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command =
      app.add_subcommand("whatif", "Say what each step against a worm would be worth");
  command->add_option("STRAIN", request->scenario.strain, "Id of a strain, such as codered.ii")
      ->required();
  add_scenario_options(*command, request->scenario);
  command
      ->add_option("-r,--read", request->investigation.read,
                   "Captures or logs: the fleet that they show, as it stands")
      ->type_name("FILE");
  command->add_option("--fleet-net", request->investigation.fleet_nets, "Network of ours")
      ->type_name("CIDR");
  command->add_option("-m,--measure", request->measures, "What is done (default: the usual)")
      ->type_name("TEXT");
  command->add_option("--runs", request->runs, "Runs of each")->check(CLI::Range(1, 1'000'000));
  command->add_option("--seed", request->seed, "The same seed gives the same result");
  command->add_option("--json", request->json, "Write it as JSON (- for standard output)");
  command->add_option("--svg", request->svg, "Picture of the curves");
  command->footer(kExamples);
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
