// Patient zero: which infected host was the first, as a distribution.
#pragma once

#include "trace/account.h"

namespace cordon::trace {

/// `infections` in the order of time. A host is the first if none of the infected infected it and
/// no earlier one is. Likeliest first; empty where nobody is infected.
std::vector<Origin> origins_of(const std::vector<Infection>& infections);

}  // namespace cordon::trace
