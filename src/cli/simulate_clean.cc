#include "cli/simulate_clean.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/capture_sink.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "traffic/clean.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  cordon simulate clean -o day.pcap --truth day.json
  cordon simulate clean --hours 2 --parts flash,crawlers,outage -o x.pcap
  cordon simulate clean --parts peers,updates,cluster --seed 7 -o x.pcap
  cordon simulate clean --parts short --flows 1000000 --service tcp/8080 --hours 1 -o flows.pcap
The same seed gives the same capture, and each part is the same whichever others are there.)";

struct Request {
  std::string output, truth, service = "tcp/8080", day_curve = "web", vantage = "all", start;
  traffic::CleanOptions options;
};

Result<void> read(Request& request) {
  traffic::CleanOptions& options = request.options;
  if (request.output.empty())
    return fail("simulate", "clean", "it has nowhere to go", "add -o FILE");
  const auto service = traffic::Service::parse(request.service);
  if (!service) return tl::unexpected(service.error());
  options.service = *service;
  auto day = traffic::DayCurve::parse(request.day_curve);
  if (!day) return tl::unexpected(day.error());
  options.day = *day;
  auto vantage = traffic::Vantage::parse(request.vantage);
  if (!vantage) return tl::unexpected(vantage.error());
  options.vantage = *vantage;
  if (!request.start.empty()) {
    const auto start = parse_rfc3339(request.start);
    if (!start)
      return fail("simulate", "--start " + request.start, "it is no time",
                  "write 2001-07-19T00:00:00Z");
    options.start = *start;
  }
  return {};
}

Result<void> run(Request& request) {
  if (auto done = read(request); !done) return done;
  auto writer = source::PcapWriter::open(request.output, {});
  if (!writer) return tl::unexpected(writer.error());
  CaptureSink sink(*writer);
  ProgressLine progress("simulated", "seconds");
  const auto truth = traffic::simulate_clean(
      request.options, sink,
      [&](std::uint64_t done, std::uint64_t of) { progress.show(done, of); });
  if (!truth) return tl::unexpected(truth.error());
  if (!request.truth.empty())
    if (auto done = write_file(request.truth, traffic::json_of(*truth)); !done) return done;
  if (auto done = writer->close(); !done) return done;
  if (request.output != "-" && request.truth != "-")
    fmt::print("{}: {} frames in {}, nothing wrong\n", request.output, truth->frames,
               duration_text(truth->end - truth->options.start));
  return {};
}

std::string footer() {
  std::string text = "\nParts:\n";
  for (const traffic::PartName& part : traffic::clean_parts())
    text += fmt::format("  {:12}{}\n", part.name, part.about);
  return text + kExamples;
}

}  // namespace

void add_simulate_clean(CLI::App& simulate, int& exit_code) {
  auto request = std::make_shared<Request>();
  traffic::CleanOptions& options = request->options;
  CLI::App* command = simulate.add_subcommand(
      "clean", "A busy fleet in which nothing is wrong, as a labelled capture");
  command->add_option("-o,--output", request->output, "Capture to write (- for standard output)");
  command->add_option("--truth", request->truth, "JSON to write: who plays which role");
  command->add_option("--seed", options.seed, "The same seed gives the same capture");
  command->add_option("--hours", options.hours, "How long");
  command->add_option("--parts", options.parts, "Only these, with commas between")->delimiter(',');
  command->add_option("--scale", options.scale, "Of what comes at random: 2 is twice as much");
  command->add_option("--servers", options.servers, "Web and application servers");
  command->add_option("--hosts", options.hosts, "Workstations");
  command->add_option("--flows", options.short_flows, "Of the part `short`");
  command->add_option("--service", request->service, "Of these: tcp/PORT or udp/PORT");
  command->add_option("--day-curve", request->day_curve,
                      "How busy each hour is: flat, office, web, or 24 numbers");
  command->add_option("--start", request->start, "As 2001-07-19T00:00:00Z");
  command->add_option("--vantage", request->vantage,
                      "Whose frames are written: all, border, server:ADDRESS");
  command->footer(footer());
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
