// The commands of the program, a file each. Each add_* registers a subcommand whose callback leaves
// the exit code: 0 nothing found, 1 something found, 2 could not do what was asked.
#pragma once

namespace CLI {
class App;
}

namespace cordon::cli {

inline constexpr int kNothingFound = 0;
inline constexpr int kFound = 1;
inline constexpr int kCannot = 2;

void add_investigate(CLI::App& app, int& exit_code);
void add_detect(CLI::App& app, int& exit_code);
void add_strains(CLI::App& app, int& exit_code);
void add_simulate(CLI::App& app, int& exit_code);
void add_forecast(CLI::App& app, int& exit_code);
void add_whatif(CLI::App& app, int& exit_code);

}  // namespace cordon::cli
