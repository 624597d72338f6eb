#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "base/text.h"
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
  cordon detect                    the detectors, a line each
  cordon detect content x.pcap     content that is sent on by who received it: how it was judged
  cordon detect scan conn.log      who scans, by which test, and since when
  cordon detect spread conn.log    who turned, by contacts alone, and on what that rests
  cordon detect moonwalk x.pcap    where it began, by random walks back over contacts
  cordon detect scan x.pcap -c cordon.toml     with the parameters of a site: cordon config
Exit code: 0 nothing found, 1 it found something, 2 could not do what was asked.)";

struct Request {
  InvestigationRequest investigation;
  std::string name;
  bool verbose = false, list = false;
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

bool found_spread(const pipeline::Outcome& outcome) {
  const auto& spreads = outcome.workings.spreads;
  return std::any_of(spreads.begin(), spreads.end(), [](const auto& s) { return s.told; });
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
      {"spread",
       {"a worm by contacts alone: servers that scan what a scanner reached them on",
        [](const pipeline::Outcome& o, bool colour, bool verbose) {
          return report::spreads_text(o.workings, colour, verbose);
        },
        found_spread}},
      {"called-in",
       {"victims that fetch the rest of a worm from who has just reached them",
        [](const pipeline::Outcome& o, bool colour, bool verbose) {
          return report::called_in_text(o.workings, colour, verbose);
        },
        [](const pipeline::Outcome& o) { return !o.workings.called_in.empty(); }}},
      {"moonwalk",
       {"where it began and over which contacts, by random walks back in time",
        [](const pipeline::Outcome& o, bool colour, bool verbose) {
          return report::walks_text(o.workings, colour, verbose);
        },
        [](const pipeline::Outcome& o) { return !o.workings.walks.empty(); }}},
  };
  return all;
}

Result<int> list_detectors() {
  std::string text;
  for (const auto& [name, detector] : detectors())
    text += fmt::format("{:<10} {}\n", name, detector.what);
  if (auto done = write_file("-", text); !done) return tl::unexpected(done.error());
  return kNothingFound;
}

tl::unexpected<Error> no_such_detector(const std::string& name) {
  std::vector<std::string> names;
  std::string all;
  for (const auto& [each, detector] : detectors()) {
    names.push_back(each);
    all += (all.empty() ? "" : ", ") + each;
  }
  const std::string near = nearest(name, names);
  return fail("run", printable(bytes_of(name), 60), "there is no such detector",
              (near.empty() ? "" : "did you mean " + near + "? ") + "give one of: " + all);
}

Result<int> run(const Request& request) {
  if (request.list || request.name.empty()) return list_detectors();
  const auto detector = detectors().find(request.name);
  if (detector == detectors().end()) return no_such_detector(request.name);
  auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto rules = load_rules(request.investigation.rules, *catalogue);
  if (!rules) return tl::unexpected(rules.error());
  const auto investigated = investigate(request.investigation, *rules, *catalogue, nullptr);
  if (!investigated) return tl::unexpected(investigated.error());
  const pipeline::Outcome& outcome = investigated->outcome;
  std::string text = detector->second.text(outcome, wants_colour(), request.verbose);
  for (const std::string& off : outcome.account.coverage.switched_off)
    if (off == request.name) {
      text = "The configuration switched it off.\n";
    } else if (off.starts_with(request.name)) {
      text += "The configuration switched it off for some hosts.\n";
    }
  if (auto done = write_file("-", text); !done) return tl::unexpected(done.error());
  return detector->second.found(outcome) ? kFound : kNothingFound;
}

}  // namespace

void add_detect(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command =
      app.add_subcommand("detect", "Run one detector and say how it came to its verdict");
  command->add_option("NAME", request->name, "Which detector; none: lists them");
  request->investigation.keep_workings = true;
  add_investigation_options(*command, request->investigation);
  command->add_flag("-v,--verbose", request->verbose, "List everything");
  command->add_flag("--list", request->list, "List the detectors");
  command->footer(kExamples);
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
