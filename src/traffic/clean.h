// A busy fleet in which nothing is wrong: all that a detector of worms could take for one. Parts
// can be chosen; the truth says which host plays which role and what happened when.
//
// Deterministic by the seed: each part has random numbers of its own, so that it is the same
// whichever others are there. Memory: what overlaps on the wire, and a row for each host. Times of
// day are shares of the length, so that a short trace has everything too. Threads: one.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "traffic/clean_fleet.h"
#include "traffic/day_curve.h"
#include "traffic/service.h"
#include "traffic/vantage.h"

namespace cordon::traffic {

struct CleanOptions {
  double hours = 24;
  std::vector<std::string> parts;  // empty: all but `short`
  double scale = 1;                // of what is at random: more visits, look-ups, messages
  std::size_t servers = 60;
  std::size_t hosts = 120;                // workstations
  std::uint64_t short_flows = 1'000'000;  // of the part `short`
  Service service;                        // of these
  DayCurve day;
  Vantage vantage;
  std::uint64_t seed = 1;
  Time start{std::chrono::seconds(995'500'800)};  // 2001-07-19 00:00 UTC

  Duration length() const { return duration_from_seconds(hours * 3600); }
  /// At this share of the length.
  Time at(double share) const { return start + duration_from_seconds(hours * 3600 * share); }
};

/// Something that happens at a time of its own.
struct Occasion {
  std::string what;
  Time from{}, to{};
};

struct CleanTruth {
  CleanOptions options;
  CleanFleet fleet;
  std::map<std::string, std::set<net::Address>> roles;
  std::vector<Occasion> occasions;                     // in the order of the parts
  std::map<std::string, std::uint64_t> conversations;  // by part, contacts that failed included
  Time end{};
  std::uint64_t frames = 0;
};

/// The parts there are, each with a line that says what it is.
struct PartName {
  std::string_view name, about;
};
const std::vector<PartName>& clean_parts();

/// Fails where the options make no sense. `progress` may be empty.
Result<CleanTruth> simulate_clean(
    const CleanOptions& options, FrameSink& sink,
    const std::function<void(std::uint64_t seconds, std::uint64_t of)>& progress);

std::string json_of(const CleanTruth& truth);

}  // namespace cordon::traffic
