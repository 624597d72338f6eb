// Hosts that look like worms and are not: scanners, and relays.
#pragma once

#include "fleet/fleet.h"
#include "scan/verdict.h"
#include "trace/account.h"
#include "trace/case_file.h"

namespace cordon::trace {

/// Who scans by the scan tests' verdicts and is not told as infected; and relays.
std::vector<Scanner> scanners_in(const std::vector<scan::Verdict>& scans,
                                 const std::vector<CaseFile>& cases,
                                 const std::vector<Outbreak>& outbreaks, const fleet::Fleet& fleet);

}  // namespace cordon::trace
