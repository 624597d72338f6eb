// For tests: one value for all hosts, and another for those of a network.
#pragma once

#include "net/by_host.h"

namespace cordon::net {

template <class Value>
ByHost<Value> otherwise_for(const Prefix& network, Value all, Value there) {
  return {std::make_shared<const HostClasses>(std::vector<std::vector<Prefix>>{},
                                              std::vector<Prefix>{network}),
          {std::move(all), std::move(there)}};
}

}  // namespace cordon::net
