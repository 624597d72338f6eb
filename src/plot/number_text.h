// Numbers as people read them on an axis or at a mark. Threads: pure functions.
#pragma once

#include <string>

namespace cordon::plot {

/// Three significant digits: "0.25", "1,234", "12.3 k", "55 M", "4.29 G"; "-" for what is unknown.
std::string number_text(double value);
/// One of the ticks of an axis, all of which are multiples of `step` and none beyond `largest`:
/// "1,200,000", "2.5 M" beyond ten millions, "0.05".
std::string tick_text(double value, double step, double largest);
/// Per cent: "37 %", "0.2 %".
std::string share_text(double share);
/// A span of time, to its two greatest units: "0.25 s", "8.5 s", "1 min 30 s", "2 h", "3 d 4 h".
std::string span_text(double seconds);

}  // namespace cordon::plot
