#include "evidence/tally.h"

#include <algorithm>

namespace cordon::evidence {
namespace {

constexpr std::int64_t kHour = 3600, kDay = 86400;
// Widths that people read: seconds.
constexpr std::int64_t kWidths[] = {60,   300,      900,       kHour,     6 * kHour,
                                    kDay, 7 * kDay, 30 * kDay, 365 * kDay};

std::int64_t floored(std::int64_t value, std::int64_t width) {
  const std::int64_t rest = value % width;
  return value - (rest < 0 ? rest + width : rest);
}

std::int64_t second_of(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Time time_of(std::int64_t second) { return Time(std::chrono::seconds(second)); }

}  // namespace

void Tally::put(const std::string& strain, std::int64_t bin, const net::Address& sender,
                std::uint64_t attempts) {
  Bins& bins = strains_[strain];
  auto& senders = bins[floored(bin, width_)].senders;
  const auto found = senders.find(sender);
  if (found != senders.end()) {
    found->second += attempts;
    return;
  }
  if (kept_ >= most_) {
    if (width_ < kDay) {
      widen(width_ < kHour ? kHour : kDay);
      return put(strain, bin, sender, attempts);
    }
    not_kept_ += attempts;
    return;
  }
  senders.emplace(sender, attempts);
  ++kept_;
}

void Tally::add(const Finding& finding) {
  if (finding.kind != Kind::attempt) return;
  put(finding.strain, second_of(finding.time), finding.actor, 1);
}

void Tally::widen(std::int64_t seconds) {
  auto before = std::move(strains_);
  strains_.clear();
  width_ = seconds;
  kept_ = 0;
  for (const auto& [strain, bins] : before)
    for (const auto& [at, bin] : bins)
      for (const auto& [sender, attempts] : bin.senders) {
        auto& senders = strains_[strain][floored(at, width_)].senders;
        const auto [place, added] = senders.try_emplace(sender, 0);
        place->second += attempts;
        kept_ += added;
      }
}

void Tally::shift(Duration by) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(by).count();
  if (seconds == 0) return;
  auto before = std::move(strains_);
  strains_.clear();
  kept_ = 0;
  for (const auto& [strain, bins] : before)
    for (const auto& [at, bin] : bins)
      for (const auto& [sender, attempts] : bin.senders)
        put(strain, at + seconds, sender, attempts);
}

void Tally::add(const Tally& more) {
  not_kept_ += more.not_kept_;
  if (more.width_ > width_) widen(more.width_);
  for (const auto& [strain, bins] : more.strains_)
    for (const auto& [at, bin] : bins)
      for (const auto& [sender, attempts] : bin.senders) put(strain, at, sender, attempts);
}

void Tally::join(const Tally& other) {
  not_kept_ = std::max(not_kept_, other.not_kept_);
  if (other.width_ > width_) widen(other.width_);
  for (const auto& [strain, bins] : other.strains_)
    for (const auto& [at, bin] : bins)
      for (const auto& [sender, attempts] : bin.senders) {
        auto& senders = strains_[strain][floored(at, width_)].senders;
        const auto found = senders.find(sender);
        if (found == senders.end())
          put(strain, at, sender, attempts);
        else
          found->second = std::max(found->second, attempts);
      }
}

void Tally::rename(const net::Address& from, const net::Address& to) {
  for (auto& [strain, bins] : strains_)
    for (auto& [at, bin] : bins)
      if (auto moved = bin.senders.extract(from)) {
        const auto [place, added] = bin.senders.try_emplace(to, 0);
        place->second += moved.mapped();
        kept_ -= !added;
      }
}

void Tally::rename(const net::Address& sender, const std::string& from, const std::string& to) {
  const auto found = strains_.find(from);
  if (found == strains_.end() || from == to) return;
  for (auto& [at, bin] : found->second)
    if (auto moved = bin.senders.extract(sender)) {
      --kept_;
      put(to, at, sender, moved.mapped());
    }
}

Curve Tally::curve(const std::string& strain, std::size_t most_points) const {
  Curve curve;
  const auto found = strains_.find(strain);
  if (found == strains_.end() || found->second.empty()) return curve;
  const Bins& bins = found->second;
  std::int64_t width = width_;
  for (const std::int64_t wider : kWidths) {
    width = std::max(width_, wider);
    const std::int64_t span =
        floored(bins.rbegin()->first, width) - floored(bins.begin()->first, width);
    if (width == wider && static_cast<std::size_t>(span / width) < most_points) break;
  }
  curve.width = std::chrono::seconds(width);
  std::set<net::Address> known, here;
  for (auto bin = bins.begin(); bin != bins.end();) {
    const std::int64_t at = floored(bin->first, width);
    CurvePoint point;
    point.at = time_of(at);
    here.clear();
    for (; bin != bins.end() && floored(bin->first, width) == at; ++bin)
      for (const auto& [sender, attempts] : bin->second.senders) {
        point.attempts += attempts;
        here.insert(sender);
        point.new_senders += known.insert(sender).second;
      }
    if (here.empty()) continue;
    point.senders = here.size();
    curve.points.push_back(point);
  }
  return curve;
}

}  // namespace cordon::evidence
