#include "cli/simulate_unknown.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/capture_sink.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "traffic/unknown.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  cordon simulate unknown -o x.pcap --truth x.json
  cordon simulate unknown --service udp/1434 --targeting random --probe-rate 200 -o x.pcap
  cordon simulate unknown --invariant 60 --pieces 3 --split 5 --until-infected 3 -o x.pcap
  cordon simulate unknown --targeting hitlist --servers 400 --network 10.20.0.0/18 -o x.pcap
  cordon simulate unknown --pull 8000 --vulnerable 0.05 --worm-flows flows.csv -o x.pcap
The bytes are random and inert. The same seed gives the same capture; one that ends earlier is the
beginning of one that ends later.)";

struct Request {
  std::string output, truth, flows, service = "tcp/8080", network, targeting = "random", start,
                                    vantage = "all";
  std::optional<std::size_t> until;
  traffic::UnknownOptions options;
};

Result<void> read(Request& request) {
  traffic::UnknownOptions& options = request.options;
  if (request.output.empty())
    return fail("simulate", "unknown", "it has nowhere to go", "add -o FILE");
  const auto service = traffic::Service::parse(request.service);
  if (!service) return tl::unexpected(service.error());
  options.service = *service;
  const auto targeting = traffic::parse_targeting(request.targeting);
  if (!targeting) return tl::unexpected(targeting.error());
  options.targeting = *targeting;
  auto vantage = traffic::Vantage::parse(request.vantage);
  if (!vantage) return tl::unexpected(vantage.error());
  options.vantage = *vantage;
  options.until_infected = request.until;
  if (!request.network.empty()) {
    const auto network = net::Prefix::parse(request.network);
    if (!network)
      return fail("simulate", "--network " + request.network, "it is no network",
                  "write 10.20.0.0/22");
    options.fleet.network = *network;
  }
  if (!request.start.empty()) {
    const auto start = parse_rfc3339(request.start);
    if (!start)
      return fail("simulate", "--start " + request.start, "it is no time",
                  "write 2001-07-19T10:00:00Z");
    options.start = *start;
  }
  return {};
}

Result<void> run(Request& request) {
  if (auto done = read(request); !done) return done;
  auto writer = source::PcapWriter::open(request.output, {});
  if (!writer) return tl::unexpected(writer.error());
  CaptureSink sink(*writer);
  std::string flows = "begun,arrived,from,from_port,to,to_port\n";
  const auto told = [&](const traffic::WormFlow& flow) {
    if (request.flows.empty()) return;
    flows +=
        fmt::format("{},{},{},{},{},{}\n", rfc3339(flow.begun), rfc3339(flow.arrived),
                    flow.from.address.text(), flow.from.port, flow.to.address.text(), flow.to.port);
  };
  ProgressLine progress("infected", "servers");
  const auto truth = traffic::simulate_unknown(
      request.options, sink, told,
      [&](std::size_t infected, std::size_t open) { progress.show(infected, open); });
  if (!truth) return tl::unexpected(truth.error());
  if (!request.flows.empty())
    if (auto done = write_file(request.flows, flows); !done) return done;
  if (!request.truth.empty())
    if (auto done = write_file(request.truth, traffic::json_of(*truth)); !done) return done;
  if (auto done = writer->close(); !done) return done;
  if (request.output != "-" && request.truth != "-" && request.flows != "-")
    fmt::print("{}: {} frames, {} of {} servers infected in {}{}\n", request.output, truth->frames,
               truth->infected.size(), truth->fleet.servers.size(),
               duration_text(truth->end - truth->options.start),
               truth->ended == "frames" ? "; it ends early, for it has --most-frames" : "");
  return {};
}

void add_worm_options(CLI::App& group, Request& request) {
  traffic::UnknownOptions& options = request.options;
  group.add_option("--service", request.service, "By which it comes: tcp/PORT or udp/PORT");
  group.add_option("--invariant", options.worm.invariant, "Bytes that every copy has");
  group.add_option("--pieces", options.worm.pieces, "In so many places, in order");
  group.add_option("--payload-bytes", options.worm.bytes,
                   "Of a copy in all; the others are fresh for each delivery");
  group.add_option("--split", options.worm.segments,
                   "TCP segments over which a copy is split, at random places");
  group.add_option("--targeting", request.targeting, "random, local, sequential or hitlist");
  group.add_option("--probe-rate,--rate", options.probes_per_second,
                   "Probes a second of one infected host, up to 1000");
  group.add_option("--fleet-share", options.fleet_share,
                   "Share of random probes into the fleet's network");
  group.add_option("--onset", options.onset, "Mean seconds from infection to the first probe");
  group.add_option("--pull", options.body_bytes,
                   "Bytes of a body that the victim fetches from its infector; 0: none");
}

void add_fleet_options(CLI::App& group, Request& request) {
  traffic::UnknownOptions& options = request.options;
  group.add_option("--servers", options.fleet.servers, "Servers of the fleet");
  group.add_option("--network", request.network, "In which they lie; 10.20.0.0/22")
      ->type_name("CIDR");
  group.add_option("--serving", options.fleet.serving_share, "Share of them that run the service");
  group.add_option("--vulnerable", options.fleet.vulnerable_share,
                   "Share of them that run it and are not patched");
  group.add_option("--background", options.background_per_minute,
                   "Ordinary conversations a minute");
  group.add_option("--checks", options.check_seconds,
                   "Seconds between two health checks of a server by one that checks it; 0: none");
}

}  // namespace

void add_simulate_unknown(CLI::App& simulate, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command = simulate.add_subcommand(
      "unknown", "A worm that no catalogue entry explains, as an inert, labelled capture");
  command->add_option("-o,--output", request->output, "Capture to write (- for standard output)");
  command->add_option("--truth", request->truth, "JSON to write: who was infected, by whom, when");
  command->add_option("--worm-flows", request->flows,
                      "CSV to write: the flows that carried a whole copy");
  command->add_option("--seed", request->options.seed, "The same seed gives the same capture");
  command->add_option("--until-infected", request->until,
                      "It ends just before one more server is infected than this");
  command->add_option("--before", request->options.before,
                      "Seconds of ordinary traffic before its first probe");
  command->add_option("--duration", request->options.longest,
                      "Seconds after which it ends, whatever is left");
  command->add_option("--most-frames", request->options.most_frames,
                      "Frames after which it ends, whatever is left");
  command->add_option("--start", request->start, "As 2001-07-19T10:00:00Z");
  command->add_option("--vantage", request->vantage,
                      "Whose frames are written: all, border, server:ADDRESS");
  add_worm_options(*command->add_option_group("The worm"), *request);
  add_fleet_options(*command->add_option_group("The fleet"), *request);
  command->footer(kExamples);
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
