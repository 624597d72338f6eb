// The parameters of all detectors, by which one host is judged. Plain values; the defaults are
// those of the detectors themselves.
#pragma once

#include "detect/called_in.h"
#include "detect/flood.h"
#include "detect/self_spreading.h"
#include "detect/spread.h"
#include "scan/options.h"
#include "trace/moonwalk.h"

namespace cordon::config {

struct Tuning {
  scan::Options scan;
  detect::ContentOptions content;
  detect::SpreadOptions spread;
  detect::CalledInOptions called_in;
  detect::FloodOptions flood;
  trace::MoonwalkOptions moonwalk;
};

}  // namespace cordon::config
