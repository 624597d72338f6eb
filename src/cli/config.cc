#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/investigation.h"
#include "cli/output.h"
#include "config/listing.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  cordon config > cordon.toml                        all parameters with their defaults
  cordon config -c cordon.toml                       what holds, and what it would be by default
  cordon config -c cordon.toml --host 10.1.2.3       what holds for a host, and who says so
  cordon investigate x.pcap -c cordon.toml
Exit code: 0, or 2 where the file has something wrong.)";

struct Request {
  std::string file, host;
};

Result<void> run(const Request& request) {
  const auto configuration = configuration_of(request.file);
  if (!configuration) return tl::unexpected(configuration.error());
  if (request.host.empty()) return write_file("-", config::listing_of(*configuration));
  const auto host = net::Address::parse(request.host);
  if (!host)
    return fail("list configuration", request.host, "it is no address",
                "give --host an IPv4 or IPv6 address");
  return write_file("-", config::listing_of(*configuration, *host));
}

}  // namespace

void add_config(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command =
      app.add_subcommand("config", "List the parameters that hold, as a commented cordon.toml");
  command->add_option("-c,--config", request->file, "Configuration to check and list")
      ->type_name("FILE");
  command->add_option("--host", request->host, "What holds for this host")->type_name("ADDRESS");
  command->footer(kExamples);
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
