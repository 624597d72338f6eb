// The trailing arguments of a command that reads captures: inputs, then a BPF expression.
#pragma once

#include <string>
#include <vector>

namespace cordon::cli {

struct InputsAndFilter {
  std::vector<std::string> inputs;
  std::string filter;
};

/// Everything is an input up to the first word that is no existing file and begins a BPF expression
/// ("tcp", "host", "not", "(" ...). Where inputs were given with -r, all words are the expression.
InputsAndFilter split_arguments(const std::vector<std::string>& words, bool inputs_given);

}  // namespace cordon::cli
