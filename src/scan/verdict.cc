#include "scan/verdict.h"

namespace cordon::scan {

std::string_view name_of(Method method) {
  switch (method) {
    case Method::threshold_walk: return "threshold walk";
    case Method::reverse_walk: return "reverse walk";
    case Method::vertical: return "vertical scan";
    case Method::slow: return "slow scan";
    case Method::rate: return "rate test";
    case Method::protocol_graph: return "protocol graph";
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
