// Carving: just the frames that prove something, out of the inputs into one capture.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/finding.h"

namespace cordon::cli {

/// `frames` sorted. Fails where no frame is wanted, or where they are of different link types.
Result<void> carve(const std::vector<std::string>& inputs,
                   const std::vector<evidence::Origin>& frames, const std::string& path);

}  // namespace cordon::cli
