// Alerts as Suricata's EVE JSON, a line each (event_type "alert"), with community id.
#pragma once

#include <string>

#include "pipeline/alert.h"

namespace cordon::report {

/// One line, with its end.
std::string eve_line(const pipeline::Alert& alert);

}  // namespace cordon::report
