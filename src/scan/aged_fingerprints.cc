#include "scan/aged_fingerprints.h"

#include <algorithm>

#include "base/check.h"

namespace cordon::scan {
namespace {

// A place: 18 bits of the key, 13 of time, and whether it is precious; 0: empty.
constexpr std::uint32_t kTimeMask = (1 << 13) - 1, kLifetime = 512;
constexpr std::uint32_t kKeyMask = ~std::uint32_t{0x3fff};

std::uint32_t fingerprint(std::uint64_t key) {
  const auto bits = static_cast<std::uint32_t>(key >> 32) & kKeyMask;
  return bits != 0 ? bits : 0x4000;
}
// What is a little in the future, as in disordered input, is of age 0.
std::uint32_t age(std::uint32_t place, std::uint32_t step) {
  const std::uint32_t steps = (step - (place >> 1)) & kTimeMask;
  return steps > kTimeMask - 64 ? 0 : steps;
}
bool is_precious(std::uint32_t place) { return (place & 1) != 0; }

// Above this many the place is free: empty or outlived.
constexpr std::uint32_t kFree = 1 << 16;
std::uint32_t ripeness(std::uint32_t place, std::uint32_t step) {
  if (place == 0) return 2 * kFree;
  const std::uint32_t old = age(place, step);
  return old > kLifetime ? kFree + old : old + (is_precious(place) ? 1 : 1 << 14);
}

}  // namespace

AgedFingerprints::AgedFingerprints(std::size_t places, Duration lifetime)
    : lines_(std::max<std::size_t>(1, places / kPlaces)),
      step_(std::max<std::int64_t>(1, lifetime.count() / kLifetime)) {
  CHECK((lines_.size() & (lines_.size() - 1)) == 0);
}

std::uint32_t AgedFingerprints::step_of(Time now) const {
  return static_cast<std::uint32_t>(to_ns(now) / step_) & kTimeMask;
}

bool AgedFingerprints::add(std::uint64_t key, Time now, bool precious) {
  Line& line = lines_[line_of(key)];
  const std::uint32_t wanted = fingerprint(key), step = step_of(now);
  const std::uint32_t entry = wanted | step << 1 | precious;
  std::uint32_t same = 0;
  for (std::size_t i = 0; i < kPlaces; ++i)
    same |= static_cast<std::uint32_t>((line.places[i] & kKeyMask) == wanted) << i;
  if (same != 0) {
    std::uint32_t& place = line.places[__builtin_ctz(same)];
    const bool was_there = age(place, step) <= kLifetime;
    place = entry | (was_there && is_precious(place));
    return !was_there;
  }
  std::size_t victim = 0;
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const std::uint32_t ripe = ripeness(line.places[i], step);
    if (ripe <= most) continue;
    most = ripe;
    victim = i;
    if (ripe == 2 * kFree) break;
  }
  evicted_ += most < kFree;
  line.places[victim] = entry;
  return true;
}

bool AgedFingerprints::contains(std::uint64_t key, Time now) const {
  const Line& line = lines_[line_of(key)];
  const std::uint32_t wanted = fingerprint(key);
  for (std::size_t i = 0; i < kPlaces; ++i)
    if ((line.places[i] & kKeyMask) == wanted)
      return age(line.places[i], step_of(now)) <= kLifetime;
  return false;
}

}  // namespace cordon::scan
