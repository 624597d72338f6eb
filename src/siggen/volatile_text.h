// Text that belongs to a host or a moment, not to a worm: dates, clock numbers, addresses, Host:.
//
// Samples agree on it because they were taken at one time or sent to one server. It is cut out of
// samples before tokens are sought. Addresses and Host: values are left where they are the same
// over several senders and receivers: then they are the worm's own (where it fetches itself from).
// Recognised are: dotted quads; the value of a Host: header; RFC 7231 and ISO 8601 dates; ten
// digits that begin as the seconds since 1970 of 2001 to 2033. Threads: pure.
#pragma once

#include <span>
#include <vector>

#include "siggen/pools.h"
#include "siggen/tokens.h"

namespace cordon::siggen {

inline constexpr std::size_t kLeastSpread = 3;         // senders, and receivers, of constant text
inline constexpr std::size_t kMostVolatile = 64;       // texts of one sample that are cut out
inline constexpr std::size_t kMostVolatileLine = 256;  // bytes of a Host: value

struct VolatileText {
  std::size_t begin = 0, size = 0;
  bool is_time = false;
};

/// In order, without overlap.
std::vector<VolatileText> volatile_text_in(Bytes payload);

/// What is left of the samples; the pieces borrow from them.
std::vector<Pieces> pieces_without_volatile_text(std::span<const Sample> samples);

}  // namespace cordon::siggen
