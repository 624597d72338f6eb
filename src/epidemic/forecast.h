// The forecast: a fan, never a line. What the counts leave open (the posterior) and what chance
// will still do (the process) are both in it.
//
// Each of `draws` futures takes its parameters and the hidden number of infected hosts from the
// posterior and is played to its end (forecast_path.h). Deterministic by the seed; pure; a fraction
// of a second.
#pragma once

#include "epidemic/growth.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostForecastSteps = 10'000, kMostDraws = 100'000;
/// A step whose 95 % quantile is this many times its 5 % quantile is not told, nor one after it.
inline constexpr double kWidestFan = 100;

struct ForecastOptions {
  std::size_t steps = 48;
  double step = 0;            // seconds; 0: a quarter of the median doubling time
  double isolation_rate = 0;  // per second, of each infectious host from now on
  double contact_rate = 1;    // share of the worm's contacts that get through from now on
  std::size_t draws = 1000;
  std::uint64_t seed = 1;
};

struct FanStep {
  Time at{};
  Quantiles infected;  // ever, until then
};

struct Forecast {
  std::vector<FanStep> fan;
  std::string fan_ends_because;  // where it is shorter than was asked for
  Estimate final_size;           // hosts ever infected, if all stays so
  Estimate time_to_half;  // seconds from now until half of the final size; below 0 where passed
  double dies_out = 0;    // share of futures in which a vulnerable host is left when the last
                          // infectious one is isolated
};

/// Fails where the growth is not one (growth.trend), or options make no sense.
Result<Forecast> forecast(const Growth& growth, Time now, const ForecastOptions& options);

}  // namespace cordon::epidemic
