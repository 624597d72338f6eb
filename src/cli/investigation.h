// An investigation as several commands begin with one: options in, an outcome out.
#pragma once

#include <string>
#include <vector>

#include "cli/inputs.h"
#include "cli/rule_files.h"
#include "config/configuration.h"
#include "pipeline/investigation.h"

namespace CLI {
class App;
}

namespace cordon::cli {

struct InvestigationRequest {
  std::vector<std::string> read, words;  // inputs, then a BPF expression
  std::string filter_file;
  RuleRequest rules;
  std::string config_file;
  std::string fleet_file;
  std::vector<std::string> fleet_nets;
  std::string checksums = "none";
  std::string overlap = "bsd";
  std::size_t threads = 0;
  LogRequest logs;
  bool keep_workings = false;  // for `cordon detect`

  bool has_inputs() const { return !read.empty() || !words.empty(); }
};

/// Those options that say what is read and how.
void add_investigation_options(CLI::App& command, InvestigationRequest& request);

struct Investigated {
  std::vector<std::string> captures;  // paths, for carving
  pipeline::Outcome outcome;
};

/// What was given with --config, or all defaults.
Result<config::Configuration> configuration_of(const std::string& config_file);

/// What was given with --fleet or --fleet-net, else by the configuration; nothing where it was by
/// neither.
Result<std::optional<fleet::Fleet>> fleet_of(const InvestigationRequest& request,
                                             const config::Configuration& configuration);

/// Reads it all, with a progress bar. `alerts` may be null.
Result<Investigated> investigate(const InvestigationRequest& request, const rules::RuleSet& rules,
                                 const strain::Catalogue& catalogue, pipeline::AlertSink* alerts);

}  // namespace cordon::cli
