#include "trace/account.h"

namespace cordon::trace {

std::string_view name_of(Evidence evidence) {
  switch (evidence) {
    case Evidence::delivered: return "delivered";
    case Evidence::propagated: return "propagated";
    case Evidence::turned: return "turned";
    case Evidence::answered: return "answered";
    case Evidence::fetched: return "fetched";
    case Evidence::flooded: return "flooded";
  }
  return "unknown";
}

}  // namespace cordon::trace
