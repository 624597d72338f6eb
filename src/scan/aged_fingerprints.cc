#include "scan/aged_fingerprints.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace cordon::scan {

AgedFingerprints::AgedFingerprints(std::size_t places, Duration lifetime)
    : lines_(std::max<std::size_t>(1, places / AgedLine::kPlaces)),
      step_(std::max<std::int64_t>(1, lifetime.count() / AgedLine::kLifetime)) {
  CHECK((lines_.size() & (lines_.size() - 1)) == 0);
}

std::uint32_t AgedFingerprints::step_of(Time now) const {
  const std::int64_t ns = to_ns(now);
  if (ns < latest_begins_ || ns - latest_begins_ >= step_) {
    if (ns < 0) return static_cast<std::uint32_t>(ns / step_) & AgedLine::kTimeMask;
    latest_ = ns / step_;
    latest_begins_ = latest_ * step_;
  }
  return static_cast<std::uint32_t>(latest_) & AgedLine::kTimeMask;
}

bool AgedFingerprints::add(std::uint64_t key, Time now, bool precious) {
  AgedLine& line = lines_[line_of(key)];
  const std::uint32_t wanted = place_of(key), step = step_of(now);
  const std::uint32_t entry = wanted | step << 1 | precious;
  if (const std::uint32_t same = places_with(line, wanted); same != 0) {
    std::uint32_t& place = line.places[std::countr_zero(same)];
    const bool was_there = age(place, step) <= AgedLine::kLifetime;
    place = entry | (was_there && is_precious(place));
    return !was_there;
  }
  const Ripest gives_way = ripest(line, step);
  evicted_ += gives_way.is_evicted;
  line.places[gives_way.place] = entry;
  return true;
}

bool AgedFingerprints::contains(std::uint64_t key, Time now) const {
  const AgedLine& line = lines_[line_of(key)];
  const std::uint32_t same = places_with(line, place_of(key));
  return same != 0 && age(line.places[std::countr_zero(same)], step_of(now)) <= AgedLine::kLifetime;
}

}  // namespace cordon::scan
