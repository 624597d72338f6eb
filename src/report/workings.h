// What a detector worked with and how it judged, for people who ask why: `cordon detect`.
#pragma once

#include <string>

#include "pipeline/investigation.h"

namespace cordon::report {

/// Every content that was suspected of spreading by itself, and what speaks for it and against.
std::string contents_text(const pipeline::Workings& workings, bool colour, bool verbose);

/// Every verdict of the scan tests.
std::string scans_text(const pipeline::Workings& workings, bool colour, bool verbose);

/// Every service on which somebody scans, who turned there, and on what that rests.
std::string spreads_text(const pipeline::Workings& workings, bool colour, bool verbose);

/// Who was called in by whom.
std::string called_in_text(const pipeline::Workings& workings, bool colour, bool verbose);

/// Of every worm that was found: where walks back over its contacts lead.
std::string walks_text(const pipeline::Workings& workings, bool colour, bool verbose);

}  // namespace cordon::report
