// The back doors of an outbreak on the page: which were open, who asked, and who asked because it
// is another worm that looks for them.
#pragma once

#include "report/page.h"
#include "trace/account.h"

namespace cordon::report {

void put_back_doors(const trace::Account& account, const trace::Outbreak& outbreak, bool verbose,
                    Page& page);

/// "211 of its senders ask for the back door of Code Red II." for each door that it borrows; or "".
std::string borrowed_text(const trace::Outbreak& outbreak);

}  // namespace cordon::report
