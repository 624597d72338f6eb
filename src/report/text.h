// The account as a page for a person, in the order that one asks: which servers, by what, from
// whom, how sure, what was not seen. Plain text or with colours; readable at 80 columns.
#pragma once

#include <string>

#include "pipeline/investigation.h"
#include "strain/catalogue.h"

namespace cordon::report {

struct TextOptions {
  bool colour = false;
  bool verbose = false;  // all evidence, all attacked hosts, anomalies
};

std::string text_of(const pipeline::Outcome& outcome, const strain::Catalogue& catalogue,
                    const TextOptions& options);

}  // namespace cordon::report
