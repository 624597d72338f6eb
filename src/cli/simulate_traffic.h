// A simulated outbreak as an inert, labelled capture: of a small fleet, or as a darknet sees one of
// the size of the Internet.
#pragma once

#include <string>

#include "cli/scenario_request.h"
#include "traffic/scenario.h"

namespace CLI {
class App;
}

namespace cordon::cli {

struct TrafficRequest {
  std::string output, truth, vantage = "all", day_curve = "flat", darknet;
  traffic::Options options;
};

void add_traffic_options(CLI::App& command, TrafficRequest& request);

/// `scenario` gives the strain, the start, the rate, and of a darknet's trace all else.
Result<void> simulate_traffic(TrafficRequest request, const ScenarioRequest& scenario,
                              std::uint64_t seed);

}  // namespace cordon::cli
