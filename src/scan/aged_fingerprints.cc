#include "scan/aged_fingerprints.h"

#include <algorithm>

#include "base/check.h"

namespace cordon::scan {
namespace {

// A place: 40 bits of the key, 23 of the minute, and whether it is precious; 0: empty.
constexpr int kFingerprintShift = 24;
constexpr std::uint64_t kMinuteMask = (1 << 23) - 1;

std::uint64_t fingerprint(std::uint64_t key) {
  const std::uint64_t bits = key >> kFingerprintShift;
  return bits | (bits == 0);
}
// Minutes since 1970, modulo sixteen years.
std::uint64_t minute_of(Time now) {
  return static_cast<std::uint64_t>(to_ns(now) / 60'000'000'000) & kMinuteMask;
}
// What is a little in the future, as in disordered input, is of age 0.
std::uint64_t age(std::uint64_t place, std::uint64_t minute) {
  const std::uint64_t age = (minute - (place >> 1)) & kMinuteMask;
  return age > kMinuteMask / 2 ? 0 : age;
}
bool is_precious(std::uint64_t place) { return (place & 1) != 0; }

}  // namespace

AgedFingerprints::AgedFingerprints(std::size_t places, Duration lifetime)
    : lines_(std::max<std::size_t>(1, places / kPlaces)),
      lifetime_(static_cast<std::uint64_t>(std::max<std::int64_t>(1, lifetime / 1min))) {
  CHECK((lines_.size() & (lines_.size() - 1)) == 0 && lifetime_ < kMinuteMask / 2);
}

bool AgedFingerprints::add(std::uint64_t key, Time now, bool precious) {
  Line& line = lines_[line_of(key)];
  const std::uint64_t wanted = fingerprint(key), minute = minute_of(now);
  const std::uint64_t entry = wanted << kFingerprintShift | minute << 1 | precious;
  std::uint64_t* victim = nullptr;
  std::uint64_t most = 0;
  for (std::uint64_t& place : line.places) {
    if (place >> kFingerprintShift == wanted) {
      const bool was_there = age(place, minute) <= lifetime_;
      place = entry | (was_there && is_precious(place));
      return !was_there;
    }
    // The least: an empty place, an outlived one, the oldest ordinary one, the oldest of all.
    const std::uint64_t old = age(place, minute);
    const std::uint64_t merit = place == 0          ? std::uint64_t{4} << 32
                                : old > lifetime_   ? std::uint64_t{3} << 32
                                : !is_precious(place) ? (std::uint64_t{1} << 32) + old + 1
                                                      : old + 1;
    if (merit > most) {
      most = merit;
      victim = &place;
    }
  }
  evicted_ += most < std::uint64_t{3} << 32;
  *victim = entry;
  return true;
}

bool AgedFingerprints::contains(std::uint64_t key, Time now) const {
  const std::uint64_t wanted = fingerprint(key), minute = minute_of(now);
  for (const std::uint64_t place : lines_[line_of(key)].places)
    if (place >> kFingerprintShift == wanted) return age(place, minute) <= lifetime_;
  return false;
}

}  // namespace cordon::scan
