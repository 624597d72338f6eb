// The account as JSON, as docs/report.schema.json describes it. Keys and lists in a fixed order:
// the same account gives the same bytes.
#pragma once

#include <string>

#include "pipeline/investigation.h"

namespace cordon::report {

inline constexpr const char* kReportVersion = "1";

std::string json_of(const pipeline::Outcome& outcome);

}  // namespace cordon::report
