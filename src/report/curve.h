// The epidemic curve of an outbreak as a line of blocks: how many hosts sent it, over time.
#pragma once

#include "report/page.h"
#include "trace/account.h"

namespace cordon::report {

/// Nothing where all of it lies in fewer than three stretches of time.
void put_curve(const evidence::Curve& curve, Page& page);

}  // namespace cordon::report
