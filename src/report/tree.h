// The tree of an outbreak, drawn: who infected whom, with times and how sure.
#pragma once

#include "report/page.h"
#include "trace/account.h"

namespace cordon::report {

/// Lines beyond this are counted and left to the JSON.
inline constexpr std::size_t kMostTreeLines = 120;

void draw_tree(const trace::Outbreak& outbreak, Page& page);

}  // namespace cordon::report
