// How close a group of flows is to a known strain, by what that strain is known to send.
//
// A pattern counts by its bytes: those that stand in the flows in runs of kLeastRun or more are
// shared. Close means that at least half of what a strain is known by is there. Owns what it says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "siggen/pools.h"

namespace cordon::siggen {

inline constexpr std::size_t kLeastRun = 8;  // or the whole pattern, where it is shorter
inline constexpr double kClose = 0.5;
inline constexpr std::size_t kMostCompared = 16;   // flows of a group that are looked at
inline constexpr std::size_t kMostPatterns = 256;  // of one strain

struct Likeness {
  std::string strain;
  double share = 0;   // of the bytes that the strain is known by
  std::string words;  // what is the same, what is missing and what is new, for people
};

/// The closest of the known, or nothing where none is close. `tokens`: what the flows have in
/// common.
std::optional<Likeness> likeness_of(const std::vector<Bytes>& flows,
                                    const std::vector<std::string>& tokens,
                                    std::span<const KnownContent> known);

}  // namespace cordon::siggen
