#include <CLI/CLI.hpp>
#include <map>

#include "cli/commands.h"
#include "cli/investigation.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "report/floods.h"
#include "report/workings.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  cordon detect content x.pcap     content that is sent on by who received it: how it was judged
  cordon detect scan conn.log      who scans, by which test, and since when
Exit code: 0 nothing found, 1 it found something, 2 could not do what was asked.)";

struct Request {
  InvestigationRequest investigation;
  std::string name;
  bool verbose = false;
};

struct Detector {
  std::string what;
  std::function<std::string(const pipeline::Outcome&, bool colour, bool verbose)> text;
  std::function<bool(const pipeline::Outcome&)> found;
};

bool found_a_worm(const pipeline::Outcome& outcome) {
  for (const auto& content : outcome.workings.contents)
    if (content.verdict == detect::MovingContent::Verdict::worm) return true;
  return false;
}

const std::map<std::string, Detector>& detectors() {
  static const std::map<std::string, Detector> all{
      {"content",
       {"content that spreads by itself",
        [](const pipeline::Outcome& o, bool colour, bool verbose) {
          return report::contents_text(o.workings, colour, verbose);
        },
        found_a_worm}},
      {"scan",
       {"who scans: walks over first contacts, rates, many ports, slow scans, protocol graphs",
        [](const pipeline::Outcome& o, bool colour, bool verbose) {
          return report::scans_text(o.workings, colour, verbose);
        },
        [](const pipeline::Outcome& o) { return !o.workings.scans.empty(); }}},
      {"flood",
       {"hosts of ours that flood one target, and what only looks like it",
        [](const pipeline::Outcome& o, bool colour, bool verbose) {
          report::Page page(colour);
          report::put_floods(o.account, verbose, page);
          return page.text().empty() ? std::string("Nobody floods.\n") : page.text();
        },
        [](const pipeline::Outcome& o) { return !o.account.floods.empty(); }}},
  };
  return all;
}

Result<int> run(const Request& request) {
  const auto detector = detectors().find(request.name);
  if (detector == detectors().end()) {
    std::string names;
    for (const auto& [name, each] : detectors()) names += (names.empty() ? "" : ", ") + name;
    return fail("run", request.name, "there is no such detector", "give one of: " + names);
  }
  auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto rules = load_rules(request.investigation.rules, *catalogue);
  if (!rules) return tl::unexpected(rules.error());
  const auto investigated = investigate(request.investigation, *rules, *catalogue, nullptr);
  if (!investigated) return tl::unexpected(investigated.error());
  const pipeline::Outcome& outcome = investigated->outcome;
  if (auto done = write_file("-", detector->second.text(outcome, wants_colour(), request.verbose));
      !done)
    return tl::unexpected(done.error());
  return detector->second.found(outcome) ? kFound : kNothingFound;
}

}  // namespace

void add_detect(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command =
      app.add_subcommand("detect", "Run one detector and say how it came to its verdict");
  command->add_option("NAME", request->name, "Which detector: content, flood, scan")->required();
  request->investigation.keep_workings = true;
  add_investigation_options(*command, request->investigation);
  command->add_flag("-v,--verbose", request->verbose, "List everything");
  command->footer(kExamples);
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
