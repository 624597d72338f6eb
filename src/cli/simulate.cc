#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "source/pcap_writer.h"
#include "strain/catalogue.h"
#include "traffic/outbreak.h"

namespace cordon::cli {
namespace {

struct Request {
  std::string strain, output, truth, start, vantage = "all", day_curve = "flat";
  traffic::Options options;
};

class CaptureSink final : public traffic::FrameSink {
 public:
  explicit CaptureSink(source::PcapWriter& writer) : writer_(writer) {}
  void frame(Time time, Bytes bytes) override { writer_.write(time, bytes); }

 private:
  source::PcapWriter& writer_;
};

// Strains whose id begins alike or that can be simulated, for whoever mistyped.
std::string hint(const strain::Catalogue& catalogue, const std::string& wanted) {
  std::string near;
  for (const strain::Strain& strain : catalogue.strains())
    if (strain.simulation && strain.id.substr(0, 2) == wanted.substr(0, 2))
      near += (near.empty() ? "" : ", ") + strain.id;
  return near.empty() ? "cordon strains list names all" : "did you mean " + near + "?";
}

Result<void> run(Request request) {
  auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  const strain::Strain* strain = catalogue->find(request.strain);
  if (strain == nullptr)
    return fail("simulate", request.strain, "the catalogue has no such strain",
                hint(*catalogue, request.strain));
  if (!request.start.empty()) {
    const auto start = parse_rfc3339(request.start);
    if (!start)
      return fail("simulate", "--start " + request.start, "it is no time",
                  "write 2001-07-19T10:00:00Z");
    request.options.start = *start;
  }
  auto vantage = traffic::Vantage::parse(request.vantage);
  if (!vantage) return tl::unexpected(vantage.error());
  request.options.vantage = *vantage;
  auto day = traffic::DayCurve::parse(request.day_curve);
  if (!day) return tl::unexpected(day.error());
  request.options.day = *day;
  auto writer = source::PcapWriter::open(request.output, {});
  if (!writer) return tl::unexpected(writer.error());
  CaptureSink sink(*writer);
  ProgressLine progress("infected");
  auto truth = traffic::simulate(
      *strain, request.options, sink,
      [&](std::size_t infected, std::size_t open) { progress.show(infected, open); });
  if (!truth) return tl::unexpected(truth.error());
  if (!request.truth.empty())
    if (auto done = write_file(request.truth, traffic::json_of(*truth)); !done) return done;
  if (auto done = writer->close(); !done) return done;
  if (request.output != "-" && request.truth != "-")
    fmt::print("{}: {} frames, {} of {} servers infected in {}\n", request.output, truth->frames,
               truth->infected.size(), truth->scenario.servers.size(),
               duration_text(truth->end - truth->options.start));
  return {};
}

}  // namespace

void add_simulate(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  traffic::Options& options = request->options;
  CLI::App* command =
      app.add_subcommand("simulate", "Write an inert, labelled outbreak among ordinary traffic");
  command->add_option("STRAIN", request->strain, "Id of a strain, such as codered.ii")->required();
  command->add_option("-o,--output", request->output, "Capture to write (- for standard output)")
      ->required();
  command->add_option("--truth", request->truth, "JSON to write: who was infected, by whom, when");
  command->add_option("--servers", options.servers, "Servers of the fleet");
  command->add_option("--seed", options.seed, "The same seed gives the same bytes");
  command->add_option("--patched", options.patched_share, "Share of servers that are patched");
  command->add_flag("--none-vulnerable", options.none_vulnerable,
                    "Every server is attacked and none falls");
  command->add_option("--fleet-share", options.fleet_share,
                      "Share of probes into the fleet's network");
  command->add_option("--rate", options.probes_per_second,
                      "Probes a second of one infected server");
  command->add_option("--background", options.background_per_minute,
                      "Ordinary conversations a minute");
  command->add_option("--duration", options.longest,
                      "Seconds after which it ends, whatever is left");
  command->add_flag("--scanner", options.scanner, "With an authorised scanner");
  command->add_flag("--fast-scanner", options.fast_scanner_of_ours,
                    "With an authorised scanner that sweeps the network");
  command->add_option("--slow-scanners", options.slow_scanners,
                      "Foreign scanners that knock now and then");
  command->add_option("--fast-scanners", options.fast_scanners,
                      "Foreign scanners that sweep the network");
  command->add_option("--crawlers", options.crawlers, "More crawlers of search engines");
  command->add_option("--sessions", options.sessions_per_minute,
                      "Visitors a minute who stay for several pages");
  command->add_option("--faults", options.fault_share,
                      "Share of their pages that fail: refused, reset, timed out, in error");
  command->add_option("--day-curve", request->day_curve,
                      "How busy each hour is: flat, office, web, or 24 numbers");
  command->add_option("--vantage", request->vantage,
                      "Whose frames are written: all, border, server:ADDRESS");
  command->add_option("--start", request->start,
                      "Time of the first frame, as 2001-07-19T10:00:00Z");
  command->footer(
      "Examples:\n  cordon simulate codered.v2 --servers 60 --seed 1 -o x.pcap --truth x.json\n"
      "  cordon simulate mirai --none-vulnerable --scanner -o quiet.pcap\n"
      "  cordon simulate nimda.a --vantage border --sessions 60 --day-curve web -o edge.pcap\n"
      "The bytes are inert: what an attack is recognised by, and filler.");
  command->callback([request, &exit_code] {
    const auto done = run(*request);
    if (!done) fmt::print(stderr, "cordon: {}\n", done.error().message());
    exit_code = done ? kNothingFound : kCannot;
  });
}

}  // namespace cordon::cli
