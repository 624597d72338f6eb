// Hashes that are the same on every machine and in every run: they may decide an order of output,
// a shard, or an identifier. Not for keeping an attacker from colliding keys.
#pragma once

#include "base/bytes.h"

namespace cordon {

/// Finalizer of splitmix64: every input bit reaches every output bit.
constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  x ^= x >> 31;
  return x;
}

constexpr std::uint64_t combine(std::uint64_t seed, std::uint64_t value) {
  return mix(seed * 0x9e3779b97f4a7c15ULL + value + 1);
}

/// 64 bits over bytes, eight at a time; byte order of this machine (little-endian is assumed).
std::uint64_t hash_of(Bytes bytes, std::uint64_t seed = 0);

}  // namespace cordon
