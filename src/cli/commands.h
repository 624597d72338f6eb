// The commands of the program, a file each. Each add_* registers a subcommand whose callback leaves
// the exit code: 0 nothing found, 1 something found, 2 could not do what was asked.
#pragma once

#include "base/result.h"

namespace CLI {
class App;
}

namespace cordon::cli {

inline constexpr int kNothingFound = 0;
inline constexpr int kFound = 1;
inline constexpr int kCannot = 2;

/// What a command came to; where it could not do what was asked, says why on standard error.
int exit_code_of(const Result<int>& result);
int exit_code_of(const Result<void>& done);

void add_investigate(CLI::App& app, int& exit_code);
void add_detect(CLI::App& app, int& exit_code);
void add_config(CLI::App& app, int& exit_code);
void add_strains(CLI::App& app, int& exit_code);
void add_simulate(CLI::App& app, int& exit_code);
void add_forecast(CLI::App& app, int& exit_code);
void add_whatif(CLI::App& app, int& exit_code);

}  // namespace cordon::cli
