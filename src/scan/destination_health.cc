#include "scan/destination_health.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace cordon::scan {
namespace {

void bump(std::uint16_t& count) {
  count = static_cast<std::uint16_t>(count + (count != UINT16_MAX));
}

// Linear counting (Whang et al. 1990): how many things set so many of 64 bits.
double things(std::uint64_t bits) {
  const int empty = 64 - std::popcount(bits);
  return empty == 0 ? 256 : -64 * std::log(empty / 64.0);
}

}  // namespace

DestinationHealth::DestinationHealth() : alive_(kMostAlive, kAliveFor), prefixes_(kMostPrefixes) {}

bool DestinationHealth::isolate(const net::Address& host) {
  if (isolated_.size() >= kMostIsolated) return isolated_.contains(host);
  isolated_.insert(host);
  return true;
}

void DestinationHealth::begin_window(Prefix& prefix) const {
  if (prefix.window == window_) return;
  const bool next = prefix.window + 1 == window_;
  prefix.before = next ? prefix.now : Counts{};
  prefix.failing_before = next ? prefix.failing_now : 0;
  prefix.now = {};
  prefix.failing_now = 0;
  for (Candidate& candidate : prefix.candidates)
    candidate.failures = static_cast<std::uint16_t>(next ? candidate.failures / 2 : 0);
  if (!next) std::fill(std::begin(prefix.sources), std::end(prefix.sources), 0);
  prefix.window = window_;
}

bool DestinationHealth::is_down(const Prefix& prefix) {
  const std::uint32_t failed = prefix.now.alive_failed + prefix.before.alive_failed;
  const std::uint32_t answered = prefix.now.alive_answered + prefix.before.alive_answered;
  return failed >= kLeastDown && failed >= 2 * answered && prefix.sources[2] != 0;
}

// Counts one more failure of a server; at least so many it has had, where it may be popular.
std::uint32_t DestinationHealth::count_failure(Prefix& prefix, std::uint64_t endpoint) {
  const auto server = static_cast<std::uint16_t>(endpoint >> 40);
  for (Candidate& c : prefix.candidates) {
    if (c.failures == 0 || c.server != server) continue;
    bump(c.failures);
    return c.failures;
  }
  for (Candidate& c : prefix.candidates) {
    if (c.failures != 0) continue;
    c = {server, 1};
    return 1;
  }
  for (Candidate& c : prefix.candidates) --c.failures;
  return 0;
}

bool DestinationHealth::is_popular(const Prefix& prefix, std::uint32_t failures) {
  if (failures < kPopular) return false;
  const std::uint32_t all = prefix.now.failed + prefix.before.failed;
  const double neighbours = things(prefix.failing_now | prefix.failing_before) - 1;
  const double theirs = all - std::min(all, failures);
  return failures * std::max(0.0, neighbours) >= 4 * theirs;
}

Excuse DestinationHealth::judge(const Keys& keys, const Opening& opening) {
  window_ =
      std::max(window_, static_cast<std::uint32_t>(opening.at.time_since_epoch() / kHealthWindow));
  if (!isolated_.empty() && isolated_.contains(opening.server))
    return opening.failed() ? Excuse::isolated : Excuse::none;
  Prefix& prefix = prefixes_.at(keys.prefix_service);
  begin_window(prefix);
  const bool was_alive = !opening.failed() || alive(keys.endpoint, opening.at);
  std::uint16_t& count = !was_alive         ? prefix.now.failed
                         : opening.failed() ? prefix.now.alive_failed
                                            : prefix.now.alive_answered;
  bump(count);
  prefixes_.set_worth(prefix, worth_of(opening.at, was_alive ? 64u : std::uint32_t{count}));
  if (!opening.failed()) return Excuse::none;
  if (was_alive) {
    const auto source = static_cast<std::uint32_t>(keys.client >> 32 | 1);
    for (std::uint32_t& known : prefix.sources) {
      if (known != 0 && known != source) continue;
      known = source;
      break;
    }
    return Excuse::was_alive;
  }
  prefix.failing_now |= std::uint64_t{1} << (keys.endpoint >> 58);
  const std::uint32_t failures = count_failure(prefix, keys.endpoint);
  if (is_down(prefix)) return Excuse::suspended;
  return is_popular(prefix, failures) ? Excuse::fails_for_all : Excuse::none;
}

}  // namespace cordon::scan
