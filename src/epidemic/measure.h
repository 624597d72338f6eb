// A measure: one thing that can be done against a worm, as a person writes it, put into a scenario.
//
//   address 5m [80%]          each infected host is blocked five minutes after its first probe
//   content 2h [80%]          from two hours on, deliveries are dropped by their content
//   limit 1/s [at 5m] [50%]   a host sends at most one probe a second
//   budget 10000              a host sends at most so many probes before it is looked at
//   patch 20%  | patch web=10 so many vulnerable hosts are patched before the start
//   cleanse 30/h [at 10m]     each infected host is cleansed at this rate (so many in a hundred)
//   block web->db:1433 [at 5m]  a port between two segments; without ":port" all
//
// Times are seconds, or with s, m, h, d. Pure. Errors name the word and what it must be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "epidemic/scenario.h"

namespace cordon::epidemic {

struct Measure {
  std::string name;
  Scenario scenario;  // the base with it
};

/// `text` may join several with " and ". Fails where it cannot be read, or does not fit the base.
Result<Measure> measure_of(std::string_view text, const Scenario& base);

/// What one would ask first: reactions of 1, 5 and 20 minutes by address, 5 minutes to 2 hours by
/// content, a limit, patches; in a described network, the worm's ports closed between segments.
std::vector<std::string> usual_measures(const Scenario& base);

/// "90", "90s", "1.5m", "2h", "3d": seconds; nothing where it is none.
std::optional<double> seconds_of(std::string_view text);

}  // namespace cordon::epidemic
