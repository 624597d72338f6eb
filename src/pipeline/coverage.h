// Coverage: from what was counted on the way, how much of what there was to see was seen.
#pragma once

#include "pipeline/investigation.h"

namespace cordon::pipeline {

/// Fills everything but `findings_not_kept` and `contacts_not_kept`, which the caller has.
trace::Coverage coverage_of(const Counters& counters,
                            const std::vector<source::InputReport>& inputs);

/// Adds a shard's counters to the sum.
void add(flow::Table::Counters& sum, const flow::Table::Counters& more);
void add(proto::Readers::Counters& sum, const proto::Readers::Counters& more);

}  // namespace cordon::pipeline
