// How often a rule may alert: counts a rule and the address it is tracked by, in time windows.
// Bounded: at most kMostCounts; beyond them all are forgotten, which can only make alerts more.
#pragma once

#include <map>
#include <tuple>

#include "rules/rule.h"

namespace cordon::rules {

inline constexpr std::size_t kMostCounts = 1 << 16;  // stops: spoofed sources

class Rates {
 public:
  bool allows(const Rule& rule, const Scene& scene);

 private:
  struct Count {
    Time since{};
    std::uint32_t seen = 0;
  };
  std::map<std::tuple<std::uint32_t, std::uint64_t>, Count> counts_;
};

}  // namespace cordon::rules
