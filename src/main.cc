// cordon: finds, traces and contains network-worm outbreaks. The commands are in src/cli/, a file
// each.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.h"

int main(int count, char** arguments) {
  CLI::App app{"cordon: who is infected, by what, from whom, how surely, and what was not seen"};
  app.set_version_flag("-V,--version", "cordon " CORDON_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Examples:\n  cordon investigate capture.pcap\n  cordon strains list\n"
      "  cordon simulate codered.v2 --servers 60 --seed 1 -o x.pcap --truth x.json");
  int exit_code = 0;
  cordon::cli::add_investigate(app, exit_code);
  cordon::cli::add_detect(app, exit_code);
  cordon::cli::add_config(app, exit_code);
  cordon::cli::add_strains(app, exit_code);
  cordon::cli::add_simulate(app, exit_code);
  cordon::cli::add_forecast(app, exit_code);
  cordon::cli::add_whatif(app, exit_code);
  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& success) {
    return app.exit(success);  // --help and --version
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "cordon: {}; see cordon --help\n", error.what());
    return cordon::cli::kCannot;
  }
  return exit_code;
}
