#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <thread>

#include "base/text.h"
#include "cli/arguments.h"
#include "cli/carve.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "cli/terminal.h"
#include "pipeline/investigation.h"
#include "report/eve.h"
#include "report/explain.h"
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
  cordon investigate /var/log/apache2 --log-host 10.0.0.5     access logs, rotated and gzipped
  cordon investigate x.pcap zeek/ eve.json flows.csv          one account of all of them
  zcat access.log.*.gz | cordon investigate -
Exit code: 0 nothing found, 1 an attack or outbreak found, 2 could not do what was asked.)";

struct Request {
  std::vector<std::string> read, words;
  std::string filter_file;
  RuleRequest rules;
  std::string fleet_file;
  std::vector<std::string> fleet_nets;
  std::string json, eve, explain, carve;
  std::string checksums = "none";
  std::string overlap = "bsd";
  std::size_t threads = 0;
  LogRequest logs;
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

Result<std::optional<fleet::Fleet>> fleet_of(const Request& request) {
  if (request.fleet_file.empty() && request.fleet_nets.empty()) return std::nullopt;
  auto fleet = request.fleet_file.empty() ? fleet::Fleet::of_networks(request.fleet_nets)
                                          : fleet::Fleet::read(request.fleet_file);
  if (!fleet) return tl::unexpected(fleet.error());
  return std::optional(std::move(*fleet));
}

Result<InputsAndFilter> inputs_of(const Request& request) {
  InputsAndFilter split = split_arguments(request.words, !request.read.empty());
  split.inputs.insert(split.inputs.begin(), request.read.begin(), request.read.end());
  if (!request.filter_file.empty()) {
    std::ifstream file(request.filter_file);
    if (!file) return fail("read filter", request.filter_file, "it cannot be opened", "check -F");
    split.filter.assign(std::istreambuf_iterator<char>(file), {});
  }
  if (split.inputs.empty())
    return fail("investigate", "nothing", "no input was given",
                "name a capture, log or folder, or see cordon investigate --help");
  return split;
}

flow::OverlapPolicy overlap_of(const std::string& name) {
  using flow::OverlapPolicy;
  static const std::map<std::string, OverlapPolicy> kPolicies = {
      {"first", OverlapPolicy::first},
      {"last", OverlapPolicy::last},
      {"bsd", OverlapPolicy::bsd},
      {"linux", OverlapPolicy::linux},
      {"windows", OverlapPolicy::windows}};
  return kPolicies.at(name);
}

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
  if (!request.carve.empty()) {
    const auto host = request.explain.empty() ? std::nullopt : net::Address::parse(request.explain);
    if (auto done = carve(captures, report::proof_of(host, outcome.account), request.carve); !done)
      return done;
  }
  if (!request.explain.empty()) return put_explanation(request, outcome);
  if (request.json == "-" || request.eve == "-" || request.quiet) return {};
  return write_file("-", report::text_of(outcome, catalogue, {wants_colour(), request.verbose}));
}

Result<int> run(const Request& request) {
  auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto rules = load_rules(request.rules, *catalogue);
  if (!rules) return tl::unexpected(rules.error());
  auto fleet = fleet_of(request);
  if (!fleet) return tl::unexpected(fleet.error());
  if (request.test_only) {
    fmt::print("{} rules loaded, {} not\n", rules->rules().size(), rules->errors().size());
    return rules->errors().empty() ? kNothingFound : kCannot;
  }
  auto from = inputs_of(request);
  if (!from) return tl::unexpected(from.error());
  auto inputs = open_inputs(from->inputs, from->filter, request.logs);
  if (!inputs) return tl::unexpected(inputs.error());
  std::optional<EveFile> eve;
  if (!request.eve.empty()) {
    auto file = OutputFile::create(request.eve);
    if (!file) return tl::unexpected(file.error());
    eve.emplace(std::move(*file));
  }
  pipeline::Options options;
  options.threads =
      request.threads != 0 ? request.threads : std::max(1u, std::thread::hardware_concurrency());
  options.check_checksums = request.checksums == "all";
  options.overlap = overlap_of(request.overlap);
  options.fleet = std::move(*fleet);
  ProgressLine progress("reading");
  const auto outcome = pipeline::investigate(
      {inputs->source.get(), inputs->logs ? &*inputs->logs : nullptr, inputs->log_bytes}, *rules,
      *catalogue, options, eve ? &*eve : nullptr,
      [&](const source::Progress& p) { progress.show(p.bytes_read, p.bytes_total); });
  if (eve)
    if (auto done = eve->finish(); !done) return tl::unexpected(done.error());
  if (request.bad_lines) put_bad_lines(outcome);
  if (auto done = put_outputs(request, inputs->captures, outcome, *catalogue); !done)
    return tl::unexpected(done.error());
  return outcome.account.outbreaks.empty() ? kNothingFound : kFound;
}

void add_options(CLI::App& command, Request& request) {
  command.add_option("-r,--read", request.read, "Capture, log or folder to read (also without -r)")
      ->type_name("FILE");
  command.add_option("words", request.words, "Captures, logs or folders, then a BPF expression")
      ->type_name("INPUT... [BPF]");
  command.add_option("-F,--filter-file", request.filter_file, "File that holds a BPF expression");
  command.add_option("-S", request.rules.only, "Rule file: these rules and no others")
      ->type_name("FILE");
  command
      .add_option("-s,--rules", request.rules.more, "Rule file or folder beside the built-in ones")
      ->type_name("FILE");
  command.add_flag("--strict", request.rules.strict, "A rule that does not load is an error");
  command
      .add_option("--set", request.rules.settings,
                  "Variable for rules: --set vars.HOME_NET=10.0.0.0/8")
      ->type_name("KEY=VALUE");
  command.add_option("--fleet", request.fleet_file, "File with a network of ours a line");
  command.add_option("--fleet-net", request.fleet_nets, "Network of ours")->type_name("CIDR");
  command.add_option("--log-host", request.logs.hosts, "Who wrote a log that does not say it")
      ->type_name("[PATH=]ADDRESS");
  command.add_option("--log-format", request.logs.format, "Apache LogFormat or nginx log_format")
      ->type_name("FORMAT");
  command
      .add_option("--columns", request.logs.columns,
                  "Columns of a CSV or keys of JSON lines: time=ts,client=src,server=dst")
      ->type_name("NAME=COLUMN,...");
  command.add_option("--clock", request.logs.clocks, "What to add to a log's times: +1h, -90s")
      ->type_name("[PATH=]OFFSET");
  command.add_flag("--bad-lines", request.bad_lines, "Show lines of logs that made no sense");
  command.add_option("--json", request.json, "Write the account as JSON (- for standard output)");
  command.add_option("--eve", request.eve, "Write alerts as EVE JSON lines");
  command.add_option("--explain", request.explain, "Show the evidence about a host")
      ->type_name("HOST");
  command.add_option("--carve", request.carve, "Write the frames that prove it to a capture");
  command.add_option("--threads", request.threads, "Threads (default: one a core)")
      ->check(CLI::Range(1, 64));
  command.add_option("-k", request.checksums, "Checksums: all are verified, or none")
      ->check(CLI::IsMember({"all", "none"}));
  command
      .add_option("--overlap", request.overlap, "How TCP overlaps are read: as this system does")
      ->check(CLI::IsMember({"first", "last", "bsd", "linux", "windows"}));
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
  command->callback([request, &exit_code] {
    const auto result = run(*request);
    if (!result) fmt::print(stderr, "cordon: {}\n", result.error().message());
    exit_code = result ? *result : kCannot;
  });
}

}  // namespace cordon::cli
