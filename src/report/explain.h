// One host's evidence, to be followed to the frames: each finding in which it acts or is acted
// upon, with the bytes in hex and text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/investigation.h"

namespace cordon::report {

/// Findings beyond this are counted.
inline constexpr std::size_t kMostExplained = 60;

std::string explanation_of(const net::Address& host, const pipeline::Outcome& outcome, bool colour);

/// The frames that prove what is said of the host, or of all infected hosts where none is given.
std::vector<evidence::Origin> proof_of(const std::optional<net::Address>& host,
                                       const trace::Account& account);

}  // namespace cordon::report
