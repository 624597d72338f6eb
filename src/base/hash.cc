#include "base/hash.h"

#include <cstring>

namespace cordon {

std::uint64_t hash_of(Bytes bytes, std::uint64_t seed) {
  std::uint64_t state = mix(seed ^ bytes.size() * 0x9e3779b97f4a7c15ULL);
  while (bytes.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    state = combine(state, word);
    bytes = bytes.subspan(8);
  }
  std::uint64_t last = 0;
  if (!bytes.empty()) std::memcpy(&last, bytes.data(), bytes.size());
  return combine(state, last);
}

}  // namespace cordon
