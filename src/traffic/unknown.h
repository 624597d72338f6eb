// A simulated outbreak of a worm that no catalogue entry explains: how it looks, how it finds its
// targets and how many of these are open is asked for; its bytes are random, and inert.
//
// The attacker outside probes until one server has fallen to it. An infected server, after its
// onset, probes as the targeting says. What a probe meets: a vulnerable server takes the copy and
// is infected (and fetches a body from its infector, if the worm is such); a patched one answers
// otherwise or resets; a server without the service refuses; nobody's address stays silent, or a
// router or firewall answers. Ordinary traffic on the same service goes on.
//
// Deterministic by the seed, frame by frame: a trace that ends earlier is the beginning of one that
// ends later. Memory: what overlaps on the wire, and a row for each host. Threads: one.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "traffic/day_curve.h"
#include "traffic/service_traffic.h"
#include "traffic/targeting.h"
#include "traffic/truth.h"
#include "traffic/vantage.h"
#include "traffic/worm_body.h"

namespace cordon::traffic {

struct UnknownOptions {
  Service service;
  SparseOptions fleet;
  WormShape worm;
  Targeting targeting = Targeting::random;
  double fleet_share = 0.5;      // of random probes go into the network
  double probes_per_second = 1;  // of one infected host
  double onset = 2;              // mean seconds from infection to the first probe
  double before = 30;            // seconds of ordinary traffic before its first probe
  std::size_t body_bytes = 0;    // that the victim fetches from its infector; 0: it does not
  double longest = 3600;         // seconds after which the trace ends, whatever is left
  std::uint64_t most_frames = 3'000'000;      // likewise
  std::optional<std::size_t> until_infected;  // ends just before one more is
  double background_per_minute = 240;
  double check_seconds = 60;
  Vantage vantage;
  std::uint64_t seed = 1;
  Time start{std::chrono::seconds(995'536'800)};  // 2001-07-19 10:00 UTC
};

struct UnknownTruth {
  UnknownOptions options;
  SparseFleet fleet;
  std::vector<std::vector<std::uint8_t>> invariant;
  std::vector<TrueInfection> infected;  // by time
  std::set<net::Address> attacked;      // servers that run the service and were sent a copy
  std::uint64_t probes = 0;             // of the worm, in all
  std::uint64_t worm_flows = 0;         // that carried a whole copy before the end
  std::string ended;                    // why: "infected", "all", "duration", "frames"
  Time end{};
  std::uint64_t frames = 0;
};

/// A flow that carried a whole copy: told when it had arrived.
struct WormFlow {
  Time begun{}, arrived{};
  net::Endpoint from, to;
};

/// Fails where the options make no sense. `told` and `progress` may be empty.
Result<UnknownTruth> simulate_unknown(
    const UnknownOptions& options, FrameSink& sink,
    const std::function<void(const WormFlow&)>& told,
    const std::function<void(std::size_t infected, std::size_t open)>& progress);

std::string json_of(const UnknownTruth& truth);

}  // namespace cordon::traffic
