#include <fmt/format.h>

#include "cli/commands.h"

namespace cordon::cli {

int exit_code_of(const Result<int>& result) {
  if (result) return *result;
  fmt::print(stderr, "cordon: {}\n", result.error().message());
  return kCannot;
}

int exit_code_of(const Result<void>& done) {
  return exit_code_of(done ? Result<int>(kNothingFound) : tl::unexpected(done.error()));
}

}  // namespace cordon::cli
