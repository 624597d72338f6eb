#include "cli/simulate_traffic.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/text.h"
#include "cli/capture_sink.h"
#include "cli/output.h"
#include "cli/strain_named.h"
#include "cli/terminal.h"
#include "epidemic/exact.h"
#include "traffic/darknet.h"
#include "traffic/outbreak.h"

namespace cordon::cli {
namespace {

// Where the capture and the truth go; the second only where it was asked for.
Result<void> finish(const TrafficRequest& request, source::PcapWriter& writer,
                    const std::string& truth) {
  if (!request.truth.empty())
    if (auto done = write_file(request.truth, truth); !done) return done;
  return writer.close();
}

bool is_quiet(const TrafficRequest& request) {
  return request.output == "-" || request.truth == "-";
}

Result<void> of_fleet(TrafficRequest& request, const strain::Strain& strain) {
  auto vantage = traffic::Vantage::parse(request.vantage);
  if (!vantage) return tl::unexpected(vantage.error());
  request.options.vantage = *vantage;
  auto day = traffic::DayCurve::parse(request.day_curve);
  if (!day) return tl::unexpected(day.error());
  request.options.day = *day;
  auto writer = source::PcapWriter::open(request.output, {});
  if (!writer) return tl::unexpected(writer.error());
  CaptureSink sink(*writer);
  ProgressLine progress("infected", "servers");
  auto truth = traffic::simulate(
      strain, request.options, sink,
      [&](std::size_t infected, std::size_t open) { progress.show(infected, open); });
  if (!truth) return tl::unexpected(truth.error());
  if (auto done = finish(request, *writer, traffic::json_of(*truth)); !done) return done;
  if (!is_quiet(request))
    fmt::print("{}: {} frames, {} of {} servers infected in {}\n", request.output, truth->frames,
               truth->infected.size(), truth->scenario.servers.size(),
               duration_text(truth->end - truth->options.start));
  return {};
}

// The infected hosts of one run as what scans past a darknet: a host's undirected probes go
// anywhere, from its first one until it falls silent.
std::vector<traffic::Source> sources_of(const epidemic::World& world,
                                        const epidemic::Trajectory& run,
                                        const net::Prefix& darknet) {
  const epidemic::Scenario& scenario = world.scenario;
  double anywhere = 1;
  for (const epidemic::LocalShare& local : scenario.worm.local) anywhere -= local.share;
  std::vector<traffic::Source> sources;
  for (const epidemic::Infection& infection : run.infections) {
    const double until = std::min({infection.silenced, infection.end, scenario.horizon});
    if (!(infection.onset < until)) continue;
    const net::Address address = net::Address::v4(world.population.addresses[infection.host]);
    if (darknet.contains(address)) continue;  // nobody lives there
    sources.push_back({address, infection.onset, until,
                       anywhere * world.per_unit * world.units_of(infection.host)});
  }
  return sources;
}

Result<void> of_darknet(const TrafficRequest& request, const ScenarioRequest& scenario,
                        const strain::Catalogue& catalogue, const strain::Strain& strain,
                        std::uint64_t seed) {
  const auto prefix = net::Prefix::parse(request.darknet);
  if (!prefix)
    return fail("use --darknet", request.darknet, "it is no network", "write 192.0.2.0/24");
  auto named = scenario_of(scenario, catalogue);
  if (!named) return tl::unexpected(named.error());
  named->scenario.record = true;
  const auto world = epidemic::build_world(named->scenario, seed);
  if (!world) return tl::unexpected(world.error());
  if (named->scenario.worm.is_ordered())
    return fail("see from a darknet", strain.id, "its targets come in an order, not at random",
                "choose a strain that probes at random");
  ProgressLine progress("simulating", "% of the time");
  const epidemic::Trajectory run =
      epidemic::Exact(**world).run(combine(seed, 0), [&](double share) {
        progress.show(static_cast<std::uint64_t>(100 * share), 100);
        return true;
      });
  auto writer = source::PcapWriter::open(request.output, {});
  if (!writer) return tl::unexpected(writer.error());
  CaptureSink sink(*writer);
  const auto truth = traffic::see_from_darknet(
      strain, sources_of(**world, run, *prefix),
      {*prefix, named->scenario.horizon, seed, named->scenario.start}, sink);
  if (!truth) return tl::unexpected(truth.error());
  if (auto done = finish(request, *writer, traffic::json_of(*truth)); !done) return done;
  if (!is_quiet(request))
    fmt::print("{}: {} packets of {} sources, of {} infected hosts\n", request.output,
               grouped(truth->packets), grouped(truth->sources_seen),
               grouped(run.infections.size()));
  return {};
}

}  // namespace

Result<void> simulate_traffic(TrafficRequest request, const ScenarioRequest& scenario,
                              std::uint64_t seed) {
  auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  const auto strain = strain_named(*catalogue, scenario.strain);
  if (!strain) return tl::unexpected(strain.error());
  if (!request.darknet.empty()) return of_darknet(request, scenario, *catalogue, **strain, seed);
  if (!scenario.network.empty() || scenario.vulnerable || !scenario.horizon.empty())
    return fail("write a capture with", "--network, --vulnerable or --horizon",
                "it is of a fleet: --servers, --patched and --duration",
                "add --darknet, or leave -o out for curves");
  request.options.seed = seed;
  if (scenario.rate) request.options.probes_per_second = *scenario.rate;
  if (!scenario.start.empty()) {
    const auto start = parse_rfc3339(scenario.start);
    if (!start)
      return fail("simulate", "--start " + scenario.start, "it is no time",
                  "write 2001-07-19T10:00:00Z");
    request.options.start = *start;
  }
  return of_fleet(request, **strain);
}

void add_traffic_options(CLI::App& command, TrafficRequest& request) {
  CLI::App& group = *command.add_option_group("As a capture");
  traffic::Options& options = request.options;
  group.add_option("-o,--output", request.output, "Capture to write (- for standard output)");
  group.add_option("--truth", request.truth, "JSON to write: who was infected, by whom, when");
  group.add_option("--servers", options.servers, "Servers of the fleet");
  group.add_option("--patched", options.patched_share, "Share of servers that are patched");
  group.add_flag("--none-vulnerable", options.none_vulnerable,
                 "Every server is attacked and none falls");
  group.add_option("--fleet-share", options.fleet_share,
                   "Share of probes into the fleet's network");
  group.add_option("--background", options.background_per_minute,
                   "Ordinary conversations a minute");
  group.add_option("--duration", options.longest, "Seconds after which it ends, whatever is left");
  group.add_flag("--scanner", options.scanner, "With an authorised scanner");
  group.add_flag("--fast-scanner", options.fast_scanner_of_ours,
                 "With an authorised scanner that sweeps the network");
  group.add_option("--slow-scanners", options.slow_scanners,
                   "Foreign scanners that knock now and then");
  group.add_option("--fast-scanners", options.fast_scanners,
                   "Foreign scanners that sweep the network");
  group.add_option("--crawlers", options.crawlers, "More crawlers of search engines");
  group.add_option("--sessions", options.sessions_per_minute,
                   "Visitors a minute who stay for several pages");
  group.add_option("--faults", options.fault_share,
                   "Share of their pages that fail: refused, reset, timed out, in error");
  group.add_option("--day-curve", request.day_curve,
                   "How busy each hour is: flat, office, web, or 24 numbers");
  group.add_option("--vantage", request.vantage,
                   "Whose frames are written: all, border, server:ADDRESS");
  group
      .add_option("--darknet", request.darknet,
                  "See the Internet's outbreak from this empty network")
      ->type_name("CIDR");
}

}  // namespace cordon::cli
