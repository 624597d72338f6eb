// Coverage: from what was counted on the way, how much of what there was to see was seen.
#pragma once

#include "pipeline/investigation.h"
#include "scan/scan_watch.h"

namespace cordon::pipeline {

/// Fills everything but `findings_not_kept` and `contacts_not_kept`, which the caller has.
/// `payload` as in Options: without it, packets show no more than flow records.
trace::Coverage coverage_of(const Counters& counters,
                            const std::vector<source::InputReport>& inputs, bool payload);

/// Adds what was read of logs, and what they cannot show, to the coverage of captures, if any.
void add_logs(const LogCounters& logs, const std::vector<source::InputReport>& reports,
              bool captures_too, trace::Coverage& coverage);

/// Adds what the scan tests forgot; what they did not see lowers what was seen.
void add_scans(const scan::Counters& scans, trace::Coverage& coverage);

/// Adds a shard's counters to the sum.
void add(flow::Table::Counters& sum, const flow::Table::Counters& more);
void add(proto::Readers::Counters& sum, const proto::Readers::Counters& more);

}  // namespace cordon::pipeline
