// The part of the page that says what could not be seen, and whose hosts were taken for ours.
#pragma once

#include "pipeline/investigation.h"
#include "report/page.h"

namespace cordon::report {

void put_not_seen(const pipeline::Outcome& outcome, bool verbose, Page& page);

}  // namespace cordon::report
