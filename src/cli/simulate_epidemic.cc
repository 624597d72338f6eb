#include "cli/simulate_epidemic.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/curves.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "epidemic/exact.h"
#include "epidemic/measure.h"
#include "report/epidemic_pictures.h"
#include "report/simulation.h"

namespace cordon::cli {
namespace {

// Hosts that another strain had infected, and whose back door this one uses.
Result<void> put_doors(const EpidemicRequest& request, const strain::Catalogue& catalogue,
                       epidemic::Scenario& scenario) {
  if (request.after.empty()) return {};
  const auto& lenders = scenario.worm.uses_back_door_of;
  if (std::find(lenders.begin(), lenders.end(), request.after) == lenders.end())
    return fail("use --after", request.after, request.scenario.strain + " uses no back door of it",
                lenders.empty() ? "leave it out" : "it uses that of " + lenders.front());
  if (scenario.network)
    return fail("use --after", request.after, "a described network is not the Internet",
                "leave out one of them");
  ScenarioRequest before;
  before.strain = request.after;
  auto named = scenario_of(before, catalogue);
  if (!named) return tl::unexpected(named.error());
  named->scenario.record = true;
  const auto world = epidemic::build_world(named->scenario, request.seed);
  if (!world) return tl::unexpected(world.error());
  const auto run = epidemic::Exact(**world).run(combine(request.seed, 0));
  scenario.population.also = epidemic::doors_left_open(**world, run, 1, request.seed);
  return {};
}

Result<report::Simulation> subject_of(const EpidemicRequest& request) {
  const auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto named = scenario_of(request.scenario, *catalogue);
  if (!named) return tl::unexpected(named.error());
  if (auto done = put_doors(request, *catalogue, named->scenario); !done)
    return tl::unexpected(done.error());
  for (const std::string& text : request.measures) {
    auto measure = epidemic::measure_of(text, named->scenario);
    if (!measure) return tl::unexpected(measure.error());
    named->scenario = std::move(measure->scenario);
  }
  const auto engine = epidemic::engine_of(request.engine);
  if (!engine) return tl::unexpected(engine.error());
  report::Simulation simulation;
  simulation.worm = named->worm;
  simulation.where = named->where;
  simulation.scenario = std::move(named->scenario);
  simulation.engine = *engine;
  simulation.runs = request.runs;
  simulation.seed = request.seed;
  return simulation;
}

Result<void> run_many(const EpidemicRequest& request, const epidemic::World& world,
                      report::Simulation& simulation) {
  ProgressLine progress("simulating", "runs");
  epidemic::EnsembleOptions options;
  options.runs = request.runs;
  options.seed = request.seed;
  options.threads = request.threads;
  options.progress = [&](std::uint64_t done, std::uint64_t runs) {
    progress.show(done, runs);
    return true;
  };
  auto ensemble = epidemic::run_ensemble(world, options);
  if (!ensemble) return tl::unexpected(ensemble.error());
  simulation.ensemble = std::move(*ensemble);
  return {};
}

// A run of its own, recorded: what a telescope counts, and where the infected hosts are.
Result<void> put_recorded(const EpidemicRequest& request, const report::Simulation& simulation) {
  if (request.telescope == 0 && request.map.empty()) return {};
  epidemic::Scenario scenario = simulation.scenario;
  scenario.record = true;
  const auto world = epidemic::build_world(scenario, request.seed);
  if (!world) return tl::unexpected(world.error());
  const epidemic::Trajectory run = epidemic::Exact(**world).run(combine(request.seed, 0));
  if (auto done = write_picture(
          request.map, plot::address_map_svg(report::map_of(**world, run, simulation.worm)));
      !done)
    return done;
  if (request.telescope == 0) return {};
  const auto bins = epidemic::seen_by({request.telescope, std::nullopt, scenario.step, 0}, **world,
                                      run, request.seed);
  if (!bins) return tl::unexpected(bins.error());
  return write_file(request.counts, report::csv_of(*bins, scenario.start));
}

Result<void> put_outputs(const EpidemicRequest& request, const report::Simulation& simulation) {
  if (!request.svg.empty()) {
    const std::string title = simulation.worm + " " + simulation.where;
    const plot::Growth picture =
        simulation.ensemble ? report::picture_of(*simulation.ensemble, title, "hosts ever infected")
                            : report::picture_of(*simulation.trajectory, title, "");
    if (auto done = write_picture(request.svg, plot::growth_svg(picture)); !done) return done;
  }
  if (!request.csv.empty())
    if (auto done = write_file(request.csv, report::csv_of(simulation)); !done) return done;
  if (!request.json.empty())
    if (auto done = write_file(request.json, report::json_of(simulation)); !done) return done;
  if (request.json == "-" || request.csv == "-" || request.counts == "-") return {};
  return write_file("-", report::text_of(simulation, terminal_for_curves(), wants_colour()));
}

Result<void> check(const EpidemicRequest& request) {
  if (request.telescope != 0 && request.counts.empty())
    return fail("use --telescope", fmt::format("/{}", request.telescope),
                "nothing says where its counts go", "add --counts FILE");
  if (request.telescope == 0 && !request.counts.empty())
    return fail("use --counts", request.counts, "nothing counts", "add --telescope 8");
  return {};
}

}  // namespace

Result<void> simulate_epidemic(const EpidemicRequest& request) {
  if (auto done = check(request); !done) return done;
  auto simulation = subject_of(request);
  if (!simulation) return tl::unexpected(simulation.error());
  const auto world = epidemic::build_world(simulation->scenario, request.seed);
  if (!world) return tl::unexpected(world.error());
  simulation->threshold = epidemic::threshold_of(**world);
  if (simulation->engine == epidemic::Engine::exact) {
    if (auto done = run_many(request, **world, *simulation); !done) return done;
  } else {
    auto trajectory = epidemic::simulate(simulation->scenario, simulation->engine, request.seed);
    if (!trajectory) return tl::unexpected(trajectory.error());
    simulation->trajectory = std::move(*trajectory);
  }
  if (auto done = put_recorded(request, *simulation); !done) return done;
  return put_outputs(request, *simulation);
}

void add_epidemic_options(CLI::App& command, EpidemicRequest& request) {
  command
      .add_option("--after", request.after,
                  "A strain that had spread before, whose back doors are open")
      ->type_name("STRAIN");
  command.add_option("--engine", request.engine, "exact, aawp, two-factor, si or sir");
  command
      .add_option("-m,--measure", request.measures, "What is done against it; see cordon whatif")
      ->type_name("TEXT");
  command.add_option("--runs", request.runs, "Runs of the exact engine")
      ->check(CLI::Range(1, 1'000'000));
  command.add_option("--threads", request.threads, "Threads (default: one a core)")
      ->check(CLI::Range(1, 64));
  command.add_option("--json", request.json, "Write curves and figures as JSON (- for output)");
  command.add_option("--csv", request.csv, "Write the median curve as CSV");
  command.add_option("--svg", request.svg, "Picture of growth and fan");
  command.add_option("--map", request.map, "Picture of where the infected hosts are");
  command.add_option("--telescope", request.telescope, "A darknet of this prefix length looks on")
      ->check(CLI::Range(1, 32));
  command.add_option("--counts", request.counts, "What it counts, for cordon forecast --counts");
}

}  // namespace cordon::cli
