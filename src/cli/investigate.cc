#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/text.h"
#include "cli/carve.h"
#include "cli/commands.h"
#include "cli/investigation.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "pipeline/investigation.h"
#include "report/eve.h"
#include "report/explain.h"
#include "report/floods.h"
#include "report/generated_rules.h"
#include "report/json.h"
#include "report/text.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  cordon investigate capture.pcap              the account, as a page of text
  cordon investigate captures/ 'tcp port 445'  a folder, merged by time, through a BPF filter
  cordon investigate -r x.pcapng --json -      the account as JSON
  cordon investigate x.pcap --fleet-net 10.0.0.0/8 --fleet-net 192.0.2.0/24
  cordon investigate x.pcap --explain 10.0.0.7 --carve proof.pcap
  cordon investigate x.pcap -S my.rules --eve alerts.json
  cordon investigate x.pcap --write-rules new.rules   rules for a worm that had none
  cordon investigate /var/log/apache2 --log-host 10.0.0.5     access logs, rotated and gzipped
  cordon investigate x.pcap zeek/ eve.json flows.csv          one account of all of them
  zcat access.log.*.gz | cordon investigate -
Exit code: 0 nothing found, 1 an attack or outbreak found, 2 could not do what was asked.)";

struct Request {
  InvestigationRequest investigation;
  std::string json, eve, explain, carve, write_rules;
  bool verbose = false, quiet = false, test_only = false, bad_lines = false;
};

class EveFile final : public pipeline::AlertSink {
 public:
  explicit EveFile(OutputFile file) : file_(std::move(file)) {}
  void alert(const pipeline::Alert& alert) override { file_.write(report::eve_line(alert)); }
  Result<void> finish() { return file_.finish(); }

 private:
  OutputFile file_;
};

Result<void> put_explanation(const Request& request, const pipeline::Outcome& outcome) {
  const auto host = net::Address::parse(request.explain);
  if (!host)
    return fail("explain", request.explain, "it is no address", "give an IPv4 or IPv6 address");
  return write_file("-", report::explanation_of(*host, outcome, wants_colour()));
}

void put_bad_lines(const pipeline::Outcome& outcome) {
  for (const pipeline::BadLines& file : outcome.bad_lines)
    for (const logs::BadLine& line : file.lines)
      fmt::print(stderr, "{}:{}: {}\n", file.path, line.number, line.text);
}

Result<void> put_outputs(const Request& request, const std::vector<std::string>& captures,
                         const pipeline::Outcome& outcome, const strain::Catalogue& catalogue) {
  if (!request.json.empty())
    if (auto done = write_file(request.json, report::json_of(outcome)); !done) return done;
  if (!request.write_rules.empty())
    if (auto done = write_file(request.write_rules, report::rule_file_of(outcome.account)); !done)
      return done;
  if (!request.carve.empty()) {
    const auto host = request.explain.empty() ? std::nullopt : net::Address::parse(request.explain);
    if (auto done = carve(captures, report::proof_of(host, outcome.account), request.carve); !done)
      return done;
  }
  if (!request.explain.empty()) return put_explanation(request, outcome);
  if (request.json == "-" || request.eve == "-" || request.write_rules == "-" || request.quiet)
    return {};
  return write_file("-", report::text_of(outcome, catalogue, {wants_colour(), request.verbose}));
}

Result<int> run(const Request& request) {
  auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto rules = load_rules(request.investigation.rules, *catalogue);
  if (!rules) return tl::unexpected(rules.error());
  if (request.test_only) {
    const auto configuration = configuration_of(request.investigation.config_file);
    if (!configuration) return tl::unexpected(configuration.error());
    if (auto fleet = fleet_of(request.investigation, *configuration); !fleet)
      return tl::unexpected(fleet.error());
    fmt::print("{} rules loaded, {} not\n", rules->rules().size(), rules->errors().size());
    return rules->errors().empty() ? kNothingFound : kCannot;
  }
  std::optional<EveFile> eve;
  if (!request.eve.empty()) {
    auto file = OutputFile::create(request.eve);
    if (!file) return tl::unexpected(file.error());
    eve.emplace(std::move(*file));
  }
  const auto investigated =
      investigate(request.investigation, *rules, *catalogue, eve ? &*eve : nullptr);
  if (!investigated) return tl::unexpected(investigated.error());
  const pipeline::Outcome& outcome = investigated->outcome;
  if (eve)
    if (auto done = eve->finish(); !done) return tl::unexpected(done.error());
  if (request.bad_lines) put_bad_lines(outcome);
  if (auto done = put_outputs(request, investigated->captures, outcome, *catalogue); !done)
    return tl::unexpected(done.error());
  return report::found_something(outcome.account) ? kFound : kNothingFound;
}

void add_options(CLI::App& command, Request& request) {
  add_investigation_options(command, request.investigation);
  command.add_flag("--bad-lines", request.bad_lines, "Show lines of logs that made no sense");
  command.add_option("--json", request.json, "Write the account as JSON (- for standard output)");
  command.add_option("--eve", request.eve, "Write alerts as EVE JSON lines");
  command.add_option("--explain", request.explain, "Show the evidence about a host")
      ->type_name("HOST");
  command.add_option("--carve", request.carve, "Write the frames that prove it to a capture");
  command.add_option("--write-rules", request.write_rules,
                     "Write the rules that were generated for unknown worms");
  command.add_flag("-T", request.test_only, "Test rules and configuration, then stop");
  command.add_flag("-v,--verbose", request.verbose, "List everything");
  command.add_flag("-q,--quiet", request.quiet, "No page of text");
}

}  // namespace

void add_investigate(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command = app.add_subcommand(
      "investigate",
      "Say from captures and logs who is infected, by what, from whom, and how surely");
  add_options(*command, *request);
  command->footer(kExamples);
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
