// Is this opening the first of its client to that service of that server? Only first contacts tell
// of scanning: who knows where to go comes again.
//
// Remembered for kContactLifetime in a table of fingerprints (aged_fingerprints.h), bounded to
// kMostFirstContacts (4 MiB); a contact that was answered outlives those that failed, so that
// scans push out scans. A contact that was pushed out or outlived counts as a first one again; how
// many were, evicted() tells. Source: Jung, Paxson, Berger, Balakrishnan 2004. Threads: one a
// table.
#pragma once

#include "scan/aged_fingerprints.h"

namespace cordon::scan {

inline constexpr std::size_t kMostFirstContacts = std::size_t{1} << 20;
inline constexpr Duration kContactLifetime = 72h;

class FirstContacts {
 public:
  explicit FirstContacts(std::size_t most = kMostFirstContacts,
                         Duration lifetime = kContactLifetime)
      : seen_(most, lifetime) {}

  /// `contact`: a mixed hash of client, server, port and protocol (Keys::contact).
  bool is_first(std::uint64_t contact, Time now, bool established) {
    return seen_.add(contact, now, established);
  }
  void prefetch(std::uint64_t contact) const { seen_.prefetch(contact); }
  std::uint64_t evicted() const { return seen_.evicted(); }
  std::size_t bytes() const { return seen_.bytes(); }

 private:
  AgedFingerprints seen_;
};

}  // namespace cordon::scan
