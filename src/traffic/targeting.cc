#include "traffic/targeting.h"

#include <algorithm>
#include <numeric>

namespace cordon::traffic {
namespace {

constexpr double kNear = 0.5, kNetwork = 0.375;  // of local preference; the rest is the world
constexpr double kStartsNear = 0.4;              // of sequential probing
constexpr std::string_view kNames[] = {"random", "local", "sequential", "hitlist"};

net::Address stranger(Random& random) {
  return net::Address::v4(0xf0000000 + static_cast<std::uint32_t>(random.below(0x0fffff00)));
}

}  // namespace

Result<Targeting> parse_targeting(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (text == kNames[i]) return static_cast<Targeting>(i);
  return fail("simulate", "--targeting " + std::string(text), "it is none",
              "write random, local, sequential or hitlist");
}

std::string_view name_of(Targeting targeting) {
  return kNames[static_cast<std::size_t>(targeting)];
}

Targets::Targets(Targeting targeting, const SparseFleet& fleet, double fleet_share)
    : targeting_(targeting),
      fleet_(fleet),
      fleet_share_(fleet_share),
      size_(std::uint64_t{1} << (32 - fleet.network.length())),
      near_length_(std::min(std::max(24, fleet.network.length() + 2), 28)) {
  for (const SparseServer& server : fleet.servers)
    if (server.serves) hit_list_.push_back(server.address);
}

net::Address Targets::within(std::uint64_t place) const {
  return net::Address::v4(fleet_.network.base().v4_number() + static_cast<std::uint32_t>(place));
}

net::Address Targets::near(const net::Address& host, Random& random) const {
  const std::uint32_t size = 1u << (32 - near_length_);
  return net::Address::v4((host.v4_number() & ~(size - 1)) +
                          static_cast<std::uint32_t>(random.below(size)));
}

Targets::Course Targets::course_of(const net::Address& host, Random& random) const {
  if (targeting_ == Targeting::sequential) {
    const bool starts_near = random.chance(kStartsNear) && fleet_.network.contains(host);
    const std::uint64_t own = host.v4_number() - fleet_.network.base().v4_number();
    return {starts_near ? own + 1 : random.below(size_), 1};
  }
  if (targeting_ == Targeting::hitlist) {  // steps that meet every one before any again
    Course course{random.below(hit_list_.size()), 1 + random.below(hit_list_.size())};
    while (std::gcd(course.step, hit_list_.size()) != 1) ++course.step;
    return course;
  }
  return {};
}

net::Address Targets::next(const net::Address& host, Course& course, Random& random) const {
  const bool outside = !fleet_.network.contains(host);
  switch (targeting_) {
    case Targeting::sequential: return within(course.at++ % size_);
    case Targeting::hitlist:
      course.at += course.step;
      return hit_list_[course.at % hit_list_.size()];
    case Targeting::local:
      if (!outside) {
        const double kind = random.unit();
        if (kind < kNear) return near(host, random);
        if (kind >= kNear + kNetwork) return stranger(random);
      }
      return within(random.below(size_));
    case Targeting::random: break;
  }
  if (!outside && !random.chance(fleet_share_)) return stranger(random);
  return within(random.below(size_));
}

}  // namespace cordon::traffic
