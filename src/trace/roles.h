// Hosts that look like worms and are not: scanners, and relays.
#pragma once

#include "fleet/fleet.h"
#include "trace/account.h"
#include "trace/case_file.h"

namespace cordon::trace {

/// First contacts (host and port), and the share of them that fails, from which a host is a
/// scanner.
inline constexpr std::size_t kScannerContacts = 15;
inline constexpr double kScannerFailures = 0.6;

std::vector<Scanner> scanners_in(const std::vector<evidence::Contact>& contacts,
                                 const std::vector<CaseFile>& cases,
                                 const std::vector<Outbreak>& outbreaks, const fleet::Fleet& fleet);

}  // namespace cordon::trace
