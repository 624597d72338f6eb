#include "scan/destination_health.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace cordon::scan {
namespace {

void bump(std::uint16_t& count) { count = static_cast<std::uint16_t>(count + (count != UINT16_MAX)); }

// Linear counting (Whang et al. 1990): how many things set so many of 64 bits.
double things(std::uint64_t bits) {
  const int empty = 64 - std::popcount(bits);
  return empty == 0 ? 256 : -64 * std::log(empty / 64.0);
}

}  // namespace

DestinationHealth::DestinationHealth(std::uint64_t seed)
    : alive_(kMostAlive, kAliveFor), prefixes_(kMostPrefixes), failures_(kFilterWidth, seed) {}

bool DestinationHealth::isolate(const net::Address& host) {
  if (isolated_.size() >= kMostIsolated) return isolated_.contains(host);
  isolated_.insert(host);
  return true;
}

void DestinationHealth::prefetch(const Keys& keys, bool failed) const {
  alive_.prefetch(keys.endpoint);
  prefixes_.prefetch(keys.prefix_service);
  if (failed) failures_.prefetch(keys.endpoint);
}

void DestinationHealth::advance(Time at) {
  const auto window = static_cast<std::uint32_t>(at.time_since_epoch() / kHealthWindow);
  if (window <= window_) return;
  if (window == window_ + 1) {
    failures_.rotate();
    counted_before_ = counted_;
  } else {
    failures_.clear();
    counted_before_ = 0;
  }
  counted_ = 0;
  window_ = window;
}

DestinationHealth::Prefix& DestinationHealth::prefix_of(const Keys& keys) {
  Prefix& prefix = prefixes_.at(keys.prefix_service);
  if (prefix.window == window_) return prefix;
  prefix.before = prefix.window + 1 == window_ ? prefix.now : Window{};
  if (prefix.window + 1 != window_) std::fill(std::begin(prefix.sources), std::end(prefix.sources), 0);
  prefix.now = {};
  prefix.window = window_;
  return prefix;
}

bool DestinationHealth::is_down(const Prefix& prefix) {
  const std::uint32_t failed = prefix.now.alive_failed + prefix.before.alive_failed;
  const std::uint32_t answered = prefix.now.alive_answered + prefix.before.alive_answered;
  return failed >= kLeastDown && failed >= 2 * answered && prefix.sources[2] != 0;
}

bool DestinationHealth::is_popular(const Prefix& prefix, std::uint32_t failures) {
  if (counted_ + counted_before_ > kMostJudged) {
    ++not_judged_;
    return false;
  }
  if (failures < kPopular) return false;
  const std::uint32_t all = prefix.now.failed + prefix.before.failed;
  if (all < kPopular) return false;
  const double neighbours = things(prefix.now.endpoints | prefix.before.endpoints) - 1;
  const double theirs = all - std::min(all, failures);
  return failures * std::max(0.0, neighbours) >= 4 * theirs;
}

Excuse DestinationHealth::judge(const Keys& keys, const Opening& opening) {
  advance(opening.at);
  if (!isolated_.empty() && isolated_.contains(opening.server))
    return opening.failed() ? Excuse::isolated : Excuse::none;
  const bool was_alive = !opening.failed() || alive(keys.endpoint, opening.at);
  Prefix& prefix = prefix_of(keys);
  if (!opening.failed()) {
    bump(prefix.now.alive_answered);
    return Excuse::none;
  }
  if (was_alive) {
    bump(prefix.now.alive_failed);
    const auto source = static_cast<std::uint32_t>(keys.client >> 32 | 1);
    for (std::uint32_t& known : prefix.sources) {
      if (known == source) break;
      if (known != 0) continue;
      known = source;
      break;
    }
    return Excuse::was_alive;
  }
  bump(prefix.now.failed);
  prefix.now.endpoints |= std::uint64_t{1} << (keys.endpoint >> 58);
  ++counted_;
  const std::uint32_t failures = failures_.add(keys.endpoint);
  if (is_down(prefix)) return Excuse::suspended;
  return is_popular(prefix, failures) ? Excuse::fails_for_all : Excuse::none;
}

}  // namespace cordon::scan
