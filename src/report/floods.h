// Floods on the page: which of our hosts flood whom, how hard; and what only looks like it.
#pragma once

#include "report/page.h"
#include "trace/account.h"

namespace cordon::report {

void put_floods(const trace::Account& account, bool verbose, Page& page);

/// An attack or outbreak: attempts, infections, or a flood by hosts of ours.
bool found_something(const trace::Account& account);

}  // namespace cordon::report
