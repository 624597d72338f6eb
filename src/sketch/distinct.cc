#include "sketch/distinct.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace cordon::sketch {
namespace {

constexpr int kIndexBits = 7;
static_assert(1 << kIndexBits == kDistinctRegisters);
constexpr int kRankBits = 64 - kIndexBits;  // a register holds 0 to kRankBits + 1

// Sums of Ertl's estimator over the registers that are empty and over those that are full.
double sigma(double x) {
  if (x == 1) return std::numeric_limits<double>::infinity();
  double y = 1, z = x;
  for (double before = -1; before != z;) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

double tau(double x) {
  if (x == 0 || x == 1) return 0;
  double y = 1, z = 1 - x;
  for (double before = -1; before != z;) {
    x = std::sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) * (1 - x) * y;
  }
  return z / 3;
}

}  // namespace

bool DistinctCounter::add(std::uint64_t hash) {
  if (registers_) return raise(hash);
  const auto at = std::lower_bound(words_.begin(), words_.end(), hash);
  if (at != words_.end() && *at == hash) return false;
  if (words_.size() == kExactDistinct) {
    to_registers();
    raise(hash);
    return true;
  }
  const auto place = at - words_.begin();
  if (words_.size() == words_.capacity())
    words_.reserve(std::min(kExactDistinct, std::max<std::size_t>(4, words_.size() * 2)));
  words_.insert(words_.begin() + place, hash);
  return true;
}

bool DistinctCounter::raise(std::uint64_t hash) {
  std::uint8_t& reg = registers()[hash >> kRankBits];
  const auto rank =
      static_cast<std::uint8_t>(std::min(std::countl_zero(hash << kIndexBits), kRankBits) + 1);
  if (rank <= reg) return false;
  reg = rank;
  return true;
}

void DistinctCounter::to_registers() {
  std::vector<std::uint64_t> hashes(kDistinctRegisters / sizeof(std::uint64_t));
  hashes.swap(words_);
  registers_ = true;
  for (const std::uint64_t hash : hashes) raise(hash);
}

void DistinctCounter::merge(const DistinctCounter& other) {
  if (!other.registers_) {
    for (const std::uint64_t hash : std::vector(other.words_)) add(hash);  // other may be this
    return;
  }
  if (!registers_) to_registers();
  for (std::size_t i = 0; i < kDistinctRegisters; ++i)
    registers()[i] = std::max(registers()[i], other.registers()[i]);
}

double DistinctCounter::estimate() const {
  if (!registers_) return static_cast<double>(words_.size());
  std::array<int, kRankBits + 2> with{};  // registers of each rank
  for (std::size_t i = 0; i < kDistinctRegisters; ++i) ++with[registers()[i]];
  constexpr double m = kDistinctRegisters;
  double z = m * tau(1 - with[kRankBits + 1] / m);
  for (std::size_t k = kRankBits; k >= 1; --k) z = 0.5 * (z + with[k]);
  z += m * sigma(with[0] / m);
  return m * m / (2 * std::log(2.0) * z);
}

void DistinctCounter::clear() { *this = {}; }

}  // namespace cordon::sketch
