#include "scan/verdict.h"

namespace cordon::scan {

std::string_view name_of(Test test) {
  switch (test) {
    case Test::threshold_walk: return "threshold walk";
    case Test::reverse_walk: return "reverse walk";
    case Test::vertical: return "vertical scan";
    case Test::slow: return "slow scan";
    case Test::rate: return "rate test";
    case Test::protocol_graph: return "protocol graph";
  }
  return "";
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::horizontal: return "horizontal";
    case Kind::vertical: return "vertical";
    case Kind::slow: return "slow";
    case Kind::fast: return "fast";
  }
  return "";
}

}  // namespace cordon::scan
