// The truth of a simulated outbreak: who was infected, by whom, when. Written beside the trace.
#pragma once

#include <string>

#include "traffic/scenario.h"

namespace cordon::traffic {

struct TrueInfection {
  net::Address host, by;
  Time at{};     // the exploit had arrived
  Time onset{};  // its first probe
};

struct Truth {
  std::string strain;
  Options options;
  Scenario scenario;
  std::vector<TrueInfection> infected;  // by time
  std::set<net::Address> attacked;      // servers that were sent the exploit
  Time end{};
  std::uint64_t frames = 0;
};

std::string json_of(const Truth& truth);

}  // namespace cordon::traffic
