// First edges: of an outbreak that contacts alone told of, over which of them it began, and where;
// by random moonwalks (moonwalk.h) over the contacts of its service. Pure.
#pragma once

#include "trace/account.h"
#include "trace/case_file.h"
#include "trace/outbreak.h"

namespace cordon::trace {

/// Puts them, and the origins, where the case rests on contacts: no content was seen to be sent.
/// Infections stay as they are.
void tell_first_edges(const CaseFile& file, const Setting& setting, Outbreak& outbreak);

}  // namespace cordon::trace
