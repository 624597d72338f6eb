// The conclusion: what all sensors testified -> the account.
//
// Here the detectors of hosts run, in this order, each over what the ones before left: content that
// spreads by itself, spread by contacts, call-backs, turning, propagation, floods, scans; then the
// trace. Pure: the same testimonies give the same account.
#pragma once

#include <algorithm>
#include <vector>

#include "evidence/testimony.h"
#include "pipeline/investigation.h"

namespace cordon::pipeline {

/// Whether a detector is switched on for any host.
template <class Enabled>
bool is_on(const net::ByHost<config::Tuning>& tuning, Enabled enabled) {
  return std::any_of(tuning.values().begin(), tuning.values().end(), enabled);
}

/// `workings` comes with what was sifted, and is filled in where the options ask for it.
trace::Account conclude(std::vector<evidence::Testimony> testimonies, trace::Coverage coverage,
                        const strain::Catalogue& catalogue, const Options& options,
                        Workings& workings);

}  // namespace cordon::pipeline
