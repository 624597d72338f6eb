// Where a finding can be checked, for people: "frames 12, 17", "line 5 of access_log.3".
#pragma once

#include <string>
#include <vector>

#include "evidence/finding.h"
#include "source/source.h"

namespace cordon::report {

/// At most `most` of them; the file is named where there are several inputs.
std::string origins_text(const std::vector<evidence::Origin>& origins,
                         const std::vector<source::InputReport>& inputs, std::size_t most);

}  // namespace cordon::report
