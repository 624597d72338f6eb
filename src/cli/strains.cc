#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "strain/catalogue.h"
#include "strain/describe.h"

namespace cordon::cli {
namespace {

struct Request {
  std::string folder, name;
};

Result<strain::Catalogue> catalogue_of(const Request& request) {
  return request.folder.empty() ? strain::Catalogue::built_in()
                                : strain::Catalogue::load(request.folder);
}

Result<std::string> shown(const strain::Catalogue& catalogue, const std::string& name) {
  const strain::Strain* strain = catalogue.find(name);
  if (strain == nullptr)
    return fail("show", name, "the catalogue has no such strain", "cordon strains list names all");
  return strain::description_of(*strain);
}

void add_verb(CLI::App& strains, const std::shared_ptr<Request>& request, int& exit_code,
              const std::string& verb, const std::string& help,
              std::function<Result<std::string>(const strain::Catalogue&)> text_of) {
  CLI::App* command = strains.add_subcommand(verb, help);
  if (verb == "show")
    command->add_option("NAME", request->name, "Id or alias, such as codered.v2")->required();
  command->add_option("--strains", request->folder,
                      "Folder of strain files instead of the built-in");
  command->callback([request, text_of, &exit_code] {
    auto catalogue = catalogue_of(*request);
    Result<std::string> text = catalogue ? text_of(*catalogue) : tl::unexpected(catalogue.error());
    const Result<void> done =
        text ? write_file("-", *text) : Result<void>(tl::unexpected(text.error()));
    exit_code = exit_code_of(done);
  });
}

}  // namespace

void add_strains(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* strains = app.add_subcommand("strains", "The catalogue of known worms");
  strains->require_subcommand(1);
  strains->footer(
      "Examples:\n  cordon strains list\n  cordon strains show codered.v2\n"
      "  cordon strains rules > worms.rules    for any engine of Suricata's language");
  add_verb(*strains, request, exit_code, "list", "A line each",
           [](const strain::Catalogue& catalogue) -> Result<std::string> {
             return strain::list_of(catalogue);
           });
  add_verb(
      *strains, request, exit_code, "show", "All that is known of one",
      [request](const strain::Catalogue& catalogue) { return shown(catalogue, request->name); });
  add_verb(*strains, request, exit_code, "rules", "Their recognition as a rule file",
           [](const strain::Catalogue& catalogue) -> Result<std::string> {
             return catalogue.rules_text();
           });
}

}  // namespace cordon::cli
