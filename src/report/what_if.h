// A what-if for people and for programs: what each measure is worth, and what would be enough.
#pragma once

#include <string>

#include "epidemic/threshold.h"
#include "epidemic/what_if.h"
#include "plot/terminal.h"

namespace cordon::report {

struct WhatIfPage {
  std::string worm, where;
  epidemic::Scenario scenario;
  std::uint64_t runs = 0, seed = 0;
  epidemic::WhatIf result;
  epidemic::Threshold threshold;
  std::vector<epidemic::PatchWorth> patches;
};

std::string text_of(const WhatIfPage& page, const plot::Terminal& terminal, bool colour);
std::string json_of(const WhatIfPage& page);

}  // namespace cordon::report
