// An outbreak as a darknet sees it: a prefix where nobody lives, into which infected hosts probe.
//
// Each source scans the whole IPv4 space at random; of its probes the share m / 2^32 falls into a
// darknet of m addresses. So what arrives is the superposition of thinned Poisson processes, and is
// drawn as such: the cost grows with the packets that are seen, not with those that are sent (see
// Moore, Shannon, Voelker, Savage, "Network Telescopes", 2004). A packet is the first of a probe: a
// SYN without its repeats, or the strain's datagram with its inert bytes; nothing answers.
// Memory: sources, and one frame. Deterministic by the seed. Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "net/address.h"
#include "strain/strain.h"
#include "traffic/wire.h"

namespace cordon::traffic {

/// Of one darknet; each takes about 100 bytes.
inline constexpr std::size_t kMostSources = 20'000'000;

/// A host that scans at one rate for a while. One whose rate changes, or that falls ill again, is
/// several of these. Times in seconds since the trace's start.
struct Source {
  net::Address address;
  double from = 0, until = 0;
  double probes_per_second = 0;  // those that go anywhere at random; local ones are not among them
};

struct DarknetOptions {
  net::Prefix prefix;  // IPv4; no source may lie in it
  double longest = 0;  // seconds, after which nothing is seen any more
  std::uint64_t seed = 1;
  Time start{std::chrono::seconds(995'536'800)};  // 2001-07-19 10:00 UTC
};

/// What was seen of each source, in their order.
struct Seen {
  std::uint64_t packets = 0;
  Time first{};  // where there was any
};

struct DarknetTruth {
  std::string strain;
  DarknetOptions options;
  std::vector<Source> sources;
  std::vector<Seen> seen;
  std::uint64_t packets = 0, sources_seen = 0;
  Time end{};  // of the last packet, or the start
};

/// Fails where the prefix is none of IPv4 or holds a source, a source's times or rate are no
/// numbers, or the strain has no dialogue whose first packet is known.
Result<DarknetTruth> see_from_darknet(const strain::Strain& strain, std::vector<Source> sources,
                                      const DarknetOptions& options, FrameSink& sink);

/// The truth beside the trace: a line a source, of those that were seen, and how many were not.
std::string json_of(const DarknetTruth& truth);

}  // namespace cordon::traffic
