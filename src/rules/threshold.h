// How often a rule may alert: counts a rule and the address it is tracked by, in time windows.
//
// It wants the hits of the whole input in order, so that a count by source does not depend on how
// flows were shared out. Bounded: beyond kMostCounts what is counted longest is forgotten, so that
// its rule may alert once more, or later, than it should; how often that happened is counted.
#pragma once

#include <cstddef>
#include <map>
#include <tuple>

#include "net/address.h"
#include "rules/rule_set.h"

namespace cordon::rules {

inline constexpr std::size_t kMostCounts = 1 << 16;  // stops: spoofed sources

class Rates {
 public:
  /// Whether this hit alerts. `source` sent the bytes that matched.
  bool allows(const RuleInfo& rule, const net::Address& source, const net::Address& destination,
              std::uint64_t flow, Time time);
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  struct Count {
    Time since{};
    std::uint32_t seen = 0;
  };
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>;  // gid, sid, tracked by
  void forget_oldest();

  std::map<Key, Count> counts_;
  std::uint64_t forgotten_ = 0;
};

}  // namespace cordon::rules
