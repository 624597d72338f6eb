// Fingerprints of content: a keyed rolling hash of every 20 bytes, of which few are selected.
//
// Two flows that share content share fingerprints, wherever the content stands in them. Selected by
// winnowing (Schleimer, Wilkerson, Aiken 2003): the least hash of each kWinnow in a row, about two
// in kWinnow + 1, so that any kSurelySeen equal bytes leave at least one in common; value sampling
// (Singh et al. 2004, EarlyBird) has no such bound. The key keeps an attacker from sending what is
// never selected. Windows of one byte repeated are no content.
// Threads: plain functions; a Roller is one's own. Bounds: constant memory.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace cordon::sift {

inline constexpr std::size_t kWindow = 20;
inline constexpr std::size_t kWinnow = 16;
inline constexpr std::size_t kSurelySeen = kWindow + kWinnow - 1;

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
/// Of bytes that follow others, give the kSurelySeen - 1 before them too: what is selected in the
/// overlap is selected again.
void winnow(const Roller& roller, Bytes bytes, std::vector<std::uint64_t>& selected);

}  // namespace cordon::sift
