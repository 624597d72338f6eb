// How likely counts are under the logistic process, for one rate and one vulnerable population.
//
// Infected hosts infect susceptible ones: births_of() gives each step's mean and variance. Where
// all is seen, that and the count family of log_count_probability() are the likelihood. Where it is
// not, the number infected is hidden: a filter carries its mean and variance from step to step,
// predicts the count, and learns from it (Kalman's recursion with the moments of the linear noise
// approximation; after a count the variance is that of gamma and Poisson, so that it also fits
// small counts). The first step in which a host is seen is given, not explained: until then the
// hosts that were infected unseen are geometrically distributed, exactly.
//
// Owns its copy of the steps. Pure: threads may share one.
#pragma once

#include <vector>

#include "epidemic/counts.h"

namespace cordon::epidemic {

/// What could be seen of it.
struct Vantage {
  enum class Kind : std::uint8_t {
    everything,  // each infection, when it happens
    share,       // each infection with a certain probability
    darknet,     // a host once it has probed one of our unused addresses
  };
  Kind kind = Kind::everything;
  double seen_share = 1;         // share: in (0, 1]
  double darknet_addresses = 0;  // darknet: in (0, 2^32]

  static Vantage everything() { return {}; }
  static Vantage share(double seen) { return {Kind::share, seen, 0}; }
  static Vantage darknet(double addresses) { return {Kind::darknet, 1, addresses}; }
};

struct GrowthParameters {
  double rate = 0;        // K: per second, of growth while susceptibles abound
  double vulnerable = 0;  // N: hosts, infected or not, when it began
  double noise = 0;       // relative deviation of a step's births beyond chance
};

/// What the filter knows at the end of the last step.
struct GrowthState {
  double log_likelihood = 0;
  double infected = 0;           // ever, mean
  double infected_variance = 0;  // 0 where all is seen
};

class GrowthLikelihood {
 public:
  GrowthLikelihood(const Counts& counts, const Vantage& vantage);

  GrowthState operator()(const GrowthParameters& parameters) const;

  double isolated() const { return isolated_; }  // in all
  double patched() const { return patched_; }
  double seen() const { return seen_; }                // hosts, in all
  std::size_t steps() const { return steps_.size(); }  // that are explained
  double span() const { return span_; }                // of these: seconds
  /// Counts that the likelihood explains: those after the first step in which a host was seen.
  double explained() const { return seen_ - seen_first_; }

 private:
  struct Step {
    double length, count, isolated, patched, contact_rate;  // removed: until its middle
    int parts;  // in which it is played where hosts are hidden
  };
  struct Filter;

  Vantage vantage_;
  std::vector<Step> steps_;  // after the first in which a host was seen
  double seen_first_ = 0, seen_ = 0, isolated_ = 0, patched_ = 0, span_ = 0;
};

}  // namespace cordon::epidemic
