// The laboratory: outbreaks of any strain at the size of the Internet, or in a described network,
// as curves.
#pragma once

#include <string>
#include <vector>

#include "cli/scenario_request.h"

namespace cordon::cli {

struct EpidemicRequest {
  ScenarioRequest scenario;
  std::string engine = "exact";
  std::string after;  // a strain that has spread before, whose back doors are open
  std::vector<std::string> measures;
  std::uint64_t runs = 20, seed = 1;
  unsigned threads = 0;
  std::string json, csv, svg, map;
  int telescope = 0;  // length of its prefix; 0: none
  std::string counts;
};

void add_epidemic_options(CLI::App& command, EpidemicRequest& request);
Result<void> simulate_epidemic(const EpidemicRequest& request);

}  // namespace cordon::cli
