// Slow scans: few probes an hour, over hours or days, to many distinct hosts, which mostly fail.
//
// A walk as in reverse_walk.h, but only over destinations that are new to the source in the whole
// of kSlowWindow: who asks one dead server every hour is no scanner. Up to 32 that failed and 32
// that answered are told apart (sketch/distinct.h); with more, the source is not slow and is left
// to the other tests. Decides at kSlowHosts distinct failed destinations over at least kSlowSpan.
// On services of which an outsider uses few servers (remote login, databases), reaching kSlowHosts
// of them, whatever came of it, is the same: passwords are tried so. Bounds: kMostSlow sources (6
// MiB with their counts); old ones with few contacts give way, counted. Sources: Jung et al. 2004
// for the walk; the numbers are ours. Threads: one a table.
#pragma once

#include "scan/associative_table.h"
#include "scan/likelihood.h"
#include "scan/opening.h"
#include "sketch/distinct.h"

namespace cordon::scan {

inline constexpr std::size_t kMostSlow = 1 << 14;
inline constexpr std::uint32_t kSlowHosts = 8;
inline constexpr Duration kSlowSpan = 1h;
inline constexpr Duration kSlowWindow = 72h;

class SlowScans {
 public:
  struct Parameters {
    std::uint32_t hosts = kSlowHosts;
    Duration span = kSlowSpan, window = kSlowWindow;
    double threshold = Errors{0.00005, 0.99}.accept();
  };
  struct Source {
    Mark onset;
    float sum = 0;
    std::uint32_t contacts = 0, failed = 0;
    bool scans = false;
    sketch::DistinctCounter failed_at, reached;  // distinct destinations
  };

  explicit SlowScans(std::size_t most = kMostSlow) : sources_(most) {}

  /// A first contact of a source. `of_few`: on a service of which an outsider uses few servers.
  /// The source where this contact decides that it scans, else null; valid until the next call.
  const Source* see(std::uint64_t source, std::uint64_t server, const Mark& here, bool failed,
                    bool of_few, const Steps& steps, const Parameters& parameters);

  std::uint64_t evicted() const { return sources_.evicted(); }

 private:
  AssociativeTable<Source> sources_;
};

}  // namespace cordon::scan
