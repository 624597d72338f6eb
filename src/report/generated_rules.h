// The rules that were generated for an unknown worm, on the page: each with its two counts.
#pragma once

#include "report/page.h"
#include "trace/account.h"

namespace cordon::report {

void put_generated_rules(const trace::Outbreak& outbreak, Page& page);

/// All generated rules of an account as a rule file, with what was measured as comments.
std::string rule_file_of(const trace::Account& account);

}  // namespace cordon::report
