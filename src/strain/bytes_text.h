// Bytes as strain files write them: text as it is, hex between bars as in a rule's content, runs,
// and what is only known in the simulation.
//
//     GET /default.ida?{4e*224} HTTP/1.0      224 times the byte 4e
//     |ff|SMB|32 00|                          hex between bars
//     <attacker> <victim> <random:8>          addresses as text; random bytes
// A bar or brace that is not of these forms is itself. Bounded: kMostExpanded bytes. Pure but for
// the random numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"

namespace cordon::strain {

inline constexpr std::size_t kMostExpanded = 256 * 1024;

struct Parties {
  std::string attacker, victim;
};

Result<std::vector<std::uint8_t>> expand(std::string_view text, const Parties& parties,
                                         Random& random);

}  // namespace cordon::strain
