// Ticks of an axis that counts seconds since 1970: round clock times, days, months, years, in UTC.
// Threads: pure functions.
#pragma once

#include "plot/ticks.h"

namespace cordon::plot {

/// Whether all between lies in the years 1 to 9999.
bool has_calendar(double low, double high);
Ticks calendar_ticks(double low, double high, std::size_t most);

/// "19 Jul 2001 10:00:30"; the seconds as a number where they lie beyond the years 1 to 9999.
std::string moment_text(double seconds_since_1970);

}  // namespace cordon::plot
