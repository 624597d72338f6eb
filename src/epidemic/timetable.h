// When the conditions of a run change: the calendar's days, hazards that step up or down, filters
// and limits that begin, ports that close. Between two changes everything is constant, so an exact
// engine draws anew at each (waiting times have no memory) and a deterministic one steps up to it.
#pragma once

#include <vector>

#include "epidemic/scenario.h"

namespace cordon::epidemic {

struct Stretch {
  double begins = 0;
  bool spreading = true;          // by the calendar
  double patching = 0;            // a second, of a susceptible host
  double cleansing = 0;           // a second, of an infected host
  double delivered = 1;           // share of deliveries that pass the content filter
  double contact_limit = kNever;  // probes a second, of those that it binds
  std::size_t blocks = 0;         // of the network that stand
};

/// In order of time; the first begins at 0, none after the horizon.
std::vector<Stretch> timetable_of(const Scenario& scenario);

}  // namespace cordon::epidemic
