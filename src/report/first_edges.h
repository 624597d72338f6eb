// The first contacts by which a worm was passed on, on the page; where contacts alone told of it.
#pragma once

#include "report/page.h"
#include "trace/account.h"

namespace cordon::report {

void put_first_edges(const trace::Outbreak& outbreak, bool verbose, Page& page);

}  // namespace cordon::report
