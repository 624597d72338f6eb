#include "sift/fingerprint.h"

#include <algorithm>

#include "base/random.h"

namespace cordon::sift {
namespace {

constexpr std::uint64_t rotated(std::uint64_t x, unsigned by) {
  return by % 64 == 0 ? x : x << by % 64 | x >> (64 - by % 64);
}

// Shows each window's hash, mixed, in order; 0 for windows of one byte repeated.
template <class Show>
void roll(const Roller& roller, Bytes bytes, Show show) {
  if (bytes.size() < kWindow) return;
  std::uint64_t hash = 0;
  std::size_t run = 0;  // how many of the latest bytes are alike
  for (std::size_t i = 0; i + 1 < kWindow; ++i) {
    hash = rotated(hash, 1) ^ roller.entering(bytes[i]);
    run = i > 0 && bytes[i] == bytes[i - 1] ? run + 1 : 1;
  }
  for (std::size_t i = kWindow - 1; i < bytes.size(); ++i) {
    hash = rotated(hash, 1) ^ roller.entering(bytes[i]);
    run = bytes[i] == bytes[i - 1] ? run + 1 : 1;
    // The high half of the product: enough to choose by, and to tell contents apart.
    const std::uint64_t mixed = (hash ^ hash >> 29) * 0x9e3779b97f4a7c15ULL;
    show(run >= kWindow ? 0 : (mixed ^ mixed >> 32) | 1);
    hash ^= roller.leaving(bytes[i + 1 - kWindow]);
  }
}

// The least of the latest kRow hashes. It is looked for anew only where it falls out of them, which
// is once in kRow / 2 windows.
template <std::size_t kRow>
void winnow_rows(const Roller& roller, Bytes bytes, std::vector<std::uint64_t>& selected) {
  std::array<std::uint64_t, kRow> ring;
  ring.fill(~std::uint64_t{0});
  std::size_t at = 0, least_at = 0, seen = 0;
  std::uint64_t least = ~std::uint64_t{0}, last = 0;
  roll(roller, bytes, [&](std::uint64_t hash) {
    const std::uint64_t value = hash == 0 ? ~std::uint64_t{0} : hash;
    ring[at] = value;
    if (value <= least) {
      least = value;
      least_at = at;
    } else if (at == least_at) {  // it has just been written over
      const auto found = std::min_element(ring.begin(), ring.end());
      least = *found;
      least_at = static_cast<std::size_t>(found - ring.begin());
    }
    at = at + 1 == kRow ? 0 : at + 1;
    if (++seen >= kRow && least != last && least != ~std::uint64_t{0}) {
      selected.push_back(least);
      last = least;
    }
  });
  // Bytes too short for a whole row of windows still leave one fingerprint.
  if (seen > 0 && seen < kRow && least != ~std::uint64_t{0}) selected.push_back(least);
}

}  // namespace

Roller::Roller(std::uint64_t key) : entering_{}, leaving_{} {
  Random random(key);
  for (std::size_t byte = 0; byte < 256; ++byte) {
    entering_[byte] = random.next();
    leaving_[byte] = rotated(entering_[byte], kWindow - 1);
  }
}

void winnow(const Roller& roller, Bytes bytes, Grain grain, std::vector<std::uint64_t>& selected) {
  if (grain == Grain::fine) {
    winnow_rows<row_of(Grain::fine)>(roller, bytes, selected);
  } else {
    winnow_rows<row_of(Grain::coarse)>(roller, bytes, selected);
  }
}

}  // namespace cordon::sift
