// Borrowed doors: worms that ask for the back door which another strain leaves, as Nimda does for
// Code Red II's. Pure.
#pragma once

#include <vector>

#include "strain/catalogue.h"
#include "trace/account.h"

namespace cordon::trace {

/// Tells of each outbreak whose back doors its senders asked for, by the other outbreaks' uses.
void tell_borrowed_doors(std::vector<Outbreak>& outbreaks, const strain::Catalogue& catalogue);

}  // namespace cordon::trace
