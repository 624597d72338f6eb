#include "cli/commands.h"

namespace cordon::cli {
void add_simulate(CLI::App&, int&) {}
}  // namespace cordon::cli
