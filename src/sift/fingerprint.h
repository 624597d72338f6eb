// Fingerprints of content: a keyed rolling hash of every ten bytes, of which few are selected.
//
// Two flows that share content share fingerprints, wherever the content stands in them. Selected by
// winnowing (Schleimer, Wilkerson, Aiken 2003): the least hash of each row of windows, about two in
// a row's length + 1, so that enough equal bytes leave at least one in common; value sampling
// (Singh et al. 2004, EarlyBird) has no such bound. Where load is high the grain is coarser: a
// longer row's least are among a shorter row's, so that flows of both grains still compare. The key
// keeps an attacker from sending what is never selected. Windows of one byte repeated are no
// content. Threads: plain functions; a Roller is one's own. Bounds: constant memory.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace cordon::sift {

inline constexpr std::size_t kWindow = 10;
enum class Grain : std::uint8_t { fine, coarse };
/// Windows in a row.
constexpr std::size_t row_of(Grain grain) { return grain == Grain::fine ? 6 : 16; }
/// Equal bytes that leave a fingerprint in common for sure.
constexpr std::size_t surely_seen(Grain grain) { return kWindow + row_of(grain) - 1; }

/// The hash of a window, moved on byte by byte: a cyclic polynomial over a table drawn by the key.
class Roller {
 public:
  explicit Roller(std::uint64_t key);

  std::uint64_t entering(std::uint8_t byte) const { return entering_[byte]; }
  std::uint64_t leaving(std::uint8_t byte) const { return leaving_[byte]; }

 private:
  std::array<std::uint64_t, 256> entering_, leaving_;
};

/// Appends the fingerprints that winnowing selects; each once for a run of windows that share it.
/// Of bytes that follow others, give the surely_seen() - 1 before them too: what is selected in the
/// overlap is selected again.
void winnow(const Roller& roller, Bytes bytes, Grain grain, std::vector<std::uint64_t>& selected);

}  // namespace cordon::sift
