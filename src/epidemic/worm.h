// What a simulation needs of a strain: how it picks its targets, how fast it probes, when it rests.
//
// Filled from the catalogue by worm_of(); every figure can be changed before a run. Plain values.
// Figures and their sources: strains/*.toml, docs/strains.md.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "strain/strain.h"

namespace cordon::epidemic {

inline constexpr double kNever = std::numeric_limits<double>::infinity();  // seconds

/// A share of the probes goes to addresses that agree with the prober's own in so many bits.
struct LocalShare {
  int prefix_length = 16;
  double share = 0;
};

/// A share of the hosts whose link lets them send so many probes (Slammer: a host sends what its
/// link can carry).
struct LinkClass {
  double share = 0;
  double probes_per_second = 0;
};

struct Worm {
  std::string name = "worm";
  /// Where there is an order (sequential, permutation, static seed), `local` says for sequential
  /// only which share of hosts begins in its own network; the rest begins anywhere.
  strain::Targeting targeting = strain::Targeting::random;
  std::vector<LocalShare> local;     // by prefix length; what is left of 1 is drawn from all
  std::vector<std::uint16_t> ports;  // a described network asks whether any of them is open

  double probes_per_second = 6;  // mean over infected hosts; probes of a host are a Poisson process
  double rate_spread = 0;        // sigma of ln(rate) over hosts; 0: all alike
  std::vector<LinkClass> links;  // where there are any, they decide a host's mean rate
  double network_capacity = kNever;  // probes a second of all together; above it the excess is lost
  double slowdown = 0;  // Zou's eta: a probe arrives with (1 - infectious / vulnerable)^eta

  double latency = 0;  // mean seconds from delivery to the first probe; exponential
  double success = 1;  // P(a probe that reaches a vulnerable host infects it)

  std::uint32_t hit_list = 0;  // vulnerable hosts known beforehand; split with each new infection

  std::vector<strain::Calendar::Phase> calendar;  // empty: spreads every day
  double wrong_clock = 0;  // share of hosts that spread on every day, their clock being wrong

  double address_changes_per_day = 0;  // of one infected host: addresses seen outnumber the hosts
  std::vector<std::string> uses_back_door_of;

  /// Whether a host's next target depends on where it is in an order, so that a run needs a queue.
  bool is_ordered() const {
    return targeting == strain::Targeting::sequential ||
           targeting == strain::Targeting::permutation ||
           targeting == strain::Targeting::static_seed;
  }
  bool has_hit_list() const { return hit_list > 0; }
  /// Whether all hosts probe at one rate.
  bool is_uniform() const { return rate_spread <= 0 && links.empty(); }
  /// The mean over hosts: of the links where there are any.
  double mean_rate() const;
};

/// From the catalogue's scanning, calendar, back doors, and its [epidemic] table.
Worm worm_of(const strain::Strain& strain);

}  // namespace cordon::epidemic
