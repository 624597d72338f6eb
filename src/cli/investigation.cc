#include "cli/investigation.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <map>
#include <thread>

#include "cli/arguments.h"
#include "cli/terminal.h"

namespace cordon::cli {
namespace {

Result<InputsAndFilter> inputs_of(const InvestigationRequest& request) {
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

}  // namespace

Result<config::Configuration> configuration_of(const std::string& config_file) {
  if (config_file.empty()) return config::Configuration{};
  return config::read_configuration(config_file);
}

Result<std::optional<fleet::Fleet>> fleet_of(const InvestigationRequest& request,
                                             const config::Configuration& configuration) {
  const auto& nets = request.fleet_nets.empty() ? configuration.fleet : request.fleet_nets;
  if (request.fleet_file.empty() && nets.empty()) return std::nullopt;
  auto fleet = request.fleet_file.empty() ? fleet::Fleet::of_networks(nets)
                                          : fleet::Fleet::read(request.fleet_file);
  if (!fleet) return tl::unexpected(fleet.error());
  return std::optional(std::move(*fleet));
}

Result<Investigated> investigate(const InvestigationRequest& request, const rules::RuleSet& rules,
                                 const strain::Catalogue& catalogue, pipeline::AlertSink* alerts) {
  auto configuration = configuration_of(request.config_file);
  if (!configuration) return tl::unexpected(configuration.error());
  auto fleet = fleet_of(request, *configuration);
  if (!fleet) return tl::unexpected(fleet.error());
  auto from = inputs_of(request);
  if (!from) return tl::unexpected(from.error());
  auto inputs = open_inputs(from->inputs, from->filter, request.logs);
  if (!inputs) return tl::unexpected(inputs.error());
  pipeline::Options options;
  options.threads =
      request.threads != 0 ? request.threads : std::max(1u, std::thread::hardware_concurrency());
  options.check_checksums = request.checksums == "all";
  options.overlap = overlap_of(request.overlap);
  options.fleet = std::move(*fleet);
  options.tuning = std::move(configuration->tuning);
  options.sifting_key = configuration->sifting_key;
  options.keep_workings = request.keep_workings;
  options.payload = !request.rules.none;
  ProgressLine progress("reading");
  return Investigated{
      std::move(inputs->captures),
      pipeline::investigate({inputs->source.get(), inputs->logs ? &*inputs->logs : nullptr,
                             inputs->log_bytes, inputs->folders},
                            rules, catalogue, options, alerts, [&](const source::Progress& p) {
                              progress.show(p.bytes_read, p.bytes_total);
                            })};
}

void add_investigation_options(CLI::App& command, InvestigationRequest& request) {
  command.add_option("-r,--read", request.read, "Capture, log or folder to read (also without -r)")
      ->type_name("FILE");
  command.add_option("words", request.words, "Captures, logs or folders, then a BPF expression")
      ->type_name("INPUT... [BPF]");
  command
      .add_option("-c,--config", request.config_file,
                  "cordon.toml: networks, key, parameters of detectors (cordon config lists them)")
      ->type_name("FILE");
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
  command.add_flag("--no-payload", request.rules.none,
                   "Judge by flows alone: who reached whom, when, and whether it was answered");
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
  command.add_option("--threads", request.threads, "Threads (default: one a core)")
      ->check(CLI::Range(1, 64));
  command.add_option("-k", request.checksums, "Checksums: all are verified, or none")
      ->check(CLI::IsMember({"all", "none"}));
  command
      .add_option("--overlap", request.overlap, "How TCP overlaps are read: as this system does")
      ->check(CLI::IsMember({"first", "last", "bsd", "linux", "windows"}));
}

}  // namespace cordon::cli
