// When a failed contact says more of its destination than of its source, it is excused.
//
// - isolated: we ourselves cut the server off (isolate()).
// - was alive: the service answered somebody within kAliveFor; now it is down, or shuts this client
//   out. A scan fails mostly at what never was.
// - suspended: in the /24 (IPv6: /48) and service, contacts with servers that were alive now mostly
//   fail, for at least three sources: a link or a room is down, and who asks there is no scanner.
// - fails for all: a service that we never saw alive (we came late) fails for at least kPopular
//   sources, and four times as often as its neighbours in the prefix. Scans of many sources wear
//   their targets evenly; an outage stands out. Such servers are found by frequent-item counting
//   (Misra, Gries 1982) with three candidates a prefix.
// Windows are of kHealthWindow; this one and the one before count.
// Bounds: kMostAlive services (512 KiB), kMostPrefixes (1.1 MiB), kMostIsolated addresses.
// Evictions are counted. Source of the concern: Jung et al. 2004, section 6; the rules are ours.
// Threads: one.
#pragma once

#include <absl/container/flat_hash_set.h>

#include "scan/aged_fingerprints.h"
#include "scan/associative_table.h"
#include "scan/keys.h"

namespace cordon::scan {

inline constexpr std::size_t kMostAlive = 1 << 17;
inline constexpr Duration kAliveFor = 7 * 24h;
inline constexpr std::size_t kMostPrefixes = 1 << 14;
inline constexpr std::size_t kMostIsolated = 1 << 16;
inline constexpr Duration kHealthWindow = 10min;
inline constexpr std::uint32_t kPopular = 5;
inline constexpr std::uint32_t kLeastDown = 8;

enum class Excuse : std::uint8_t { none, isolated, was_alive, suspended, fails_for_all };
inline constexpr std::size_t kExcuses = 5;

class DestinationHealth {
 public:
  DestinationHealth();

  /// Any contact that was answered, first or not: its server is alive.
  void answered(const Keys& keys, Time at) { alive_.add(keys.endpoint, at, true); }
  /// A first contact, after answered(): learns from it; why a failed one is excused, if it is.
  Excuse judge(const Keys& keys, const Opening& opening);
  bool alive(std::uint64_t endpoint, Time at) const { return alive_.contains(endpoint, at); }
  /// First this, and some contacts later the other.
  void prefetch(const Keys& keys) const {
    alive_.prefetch(keys.endpoint);
    prefixes_.prefetch(keys.prefix_service);
  }
  void prefetch_record(const Keys& keys) const { prefixes_.prefetch_record(keys.prefix_service); }

  /// We cut this host off, or let it back. False where kMostIsolated are.
  bool isolate(const net::Address& host);
  void release(const net::Address& host) { isolated_.erase(host); }

  std::uint64_t alive_evicted() const { return alive_.evicted(); }
  std::uint64_t prefixes_evicted() const { return prefixes_.evicted(); }

 private:
  // First contacts with a prefix on a service, in one window.
  struct Counts {
    std::uint16_t failed = 0;  // at servers never alive
    std::uint16_t alive_failed = 0, alive_answered = 0;
  };
  struct Candidate {  // for a server that fails for all
    std::uint16_t server = 0, failures = 0;
  };
  struct alignas(64) Prefix {
    std::uint64_t failing_now = 0, failing_before = 0;  // servers never alive: a bit each, by hash
    Counts now, before;
    std::uint32_t window = 0;
    std::uint32_t sources[3] = {};  // whose contacts with the living failed
    Candidate candidates[3];
  };
  void begin_window(Prefix& prefix) const;
  static bool is_down(const Prefix& prefix);
  static bool is_popular(const Prefix& prefix, std::uint32_t failures);
  static std::uint32_t count_failure(Prefix& prefix, std::uint64_t endpoint);

  AgedFingerprints alive_;
  AssociativeTable<Prefix> prefixes_;
  absl::flat_hash_set<net::Address> isolated_;
  std::uint32_t window_ = 0;
};

}  // namespace cordon::scan
