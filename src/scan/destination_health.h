// When a failed contact says more of its destination than of its source, it is excused.
//
// - isolated: we ourselves cut the server off (isolate()).
// - was alive: the service answered somebody within kAliveFor; now it is down, or shuts this client
//   out. A scan fails mostly at what never was.
// - suspended: in the /24 (IPv6: /48) and service, contacts with servers that were alive now mostly
//   fail, for at least three sources: a link or a room is down, and who asks there is no scanner.
// - fails for all: a service that we never saw alive (we came late) fails for at least kPopular
//   sources, and four times as often as its neighbours. Scans of many sources wear their targets
//   evenly; an outage stands out.
// Windows are of kHealthWindow; this one and the one before count. Where more failures than
// kMostJudged come in a window, "fails for all" cannot be told and is not used (counted).
// Bounds: kMostAlive services (2 MiB), kMostPrefixes (4 MiB), a multistage filter (1 MiB),
// kMostIsolated addresses. Evictions are counted. Source of the concern: Jung et al. 2004, section
// 6; the rules are ours. Threads: one.
#pragma once

#include <absl/container/flat_hash_set.h>

#include "scan/aged_fingerprints.h"
#include "scan/associative_table.h"
#include "scan/keys.h"
#include "sketch/multistage_filter.h"

namespace cordon::scan {

inline constexpr std::size_t kMostAlive = 1 << 18;
inline constexpr Duration kAliveFor = 7 * 24h;
inline constexpr std::size_t kMostPrefixes = 1 << 16;
inline constexpr std::size_t kMostIsolated = 1 << 16;
inline constexpr Duration kHealthWindow = 10min;
inline constexpr std::uint32_t kPopular = 5;
inline constexpr std::uint32_t kLeastDown = 8;
inline constexpr std::size_t kFilterWidth = 1 << 17;
inline constexpr std::uint64_t kMostJudged = 4 * kFilterWidth;

enum class Excuse : std::uint8_t { none, isolated, was_alive, suspended, fails_for_all };
inline constexpr std::size_t kExcuses = 5;

class DestinationHealth {
 public:
  explicit DestinationHealth(std::uint64_t seed);

  /// Any contact that was answered, first or not: its server is alive.
  void answered(const Keys& keys, Time at) { alive_.add(keys.endpoint, at, true); }
  /// A first contact, after answered(): learns from it; why a failed one is excused, if it is.
  Excuse judge(const Keys& keys, const Opening& opening);
  bool alive(std::uint64_t endpoint, Time at) const { return alive_.contains(endpoint, at); }
  void prefetch(const Keys& keys, bool failed) const;

  /// We cut this host off, or let it back. False where kMostIsolated are.
  bool isolate(const net::Address& host);
  void release(const net::Address& host) { isolated_.erase(host); }

  std::uint64_t alive_evicted() const { return alive_.evicted(); }
  std::uint64_t prefixes_evicted() const { return prefixes_.evicted(); }
  std::uint64_t not_judged() const { return not_judged_; }

 private:
  // First contacts with a prefix on a service, in one window.
  struct Window {
    std::uint16_t failed = 0;                    // at servers never alive
    std::uint16_t alive_failed = 0, alive_answered = 0;
    std::uint64_t endpoints = 0;                 // that failed: a bit each, by hash
  };
  struct Prefix {
    std::uint64_t key = 0;
    Window now, before;
    std::uint32_t window = 0;
    std::uint32_t sources[3] = {};  // whose contacts with the living failed
    std::uint64_t worth() const {
      return std::uint64_t{now.failed} + before.failed + 4u * now.alive_answered +
             4u * before.alive_answered + 4u * now.alive_failed;
    }
  };
  void advance(Time at);
  Prefix& prefix_of(const Keys& keys);
  static bool is_down(const Prefix& prefix);
  bool is_popular(const Prefix& prefix, std::uint32_t failures);

  AgedFingerprints alive_;
  AssociativeTable<Prefix> prefixes_;
  sketch::MultistageFilter<std::uint8_t> failures_;  // by service of a server never alive
  absl::flat_hash_set<net::Address> isolated_;
  std::uint32_t window_ = 0;
  std::uint64_t counted_ = 0, counted_before_ = 0;  // in the filter's windows
  std::uint64_t not_judged_ = 0;
};

}  // namespace cordon::scan
