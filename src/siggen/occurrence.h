// Which flows hold which tokens.
//
// Each token is sought by the rarest four bytes in it, so that one walk over the flows finds all
// tokens. Threads: pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "siggen/flow_set.h"
#include "siggen/rarity.h"

namespace cordon::siggen {

/// For each token the flows that hold it. `model`: says which four bytes are rare; any will do.
std::vector<FlowSet> flows_with(std::span<const std::string> tokens, std::span<const Bytes> flows,
                                const ByteModel& model);

}  // namespace cordon::siggen
