// Growth of an outbreak, fitted: its rate and doubling time, how many hosts are vulnerable, when
// half of them will be infected; each with an honest interval, or the reason why the counts do not
// hold it.
//
// Bayes over the pure-birth logistic process (growth_likelihood.h, growth_posterior.h), compared
// with the alternative that nothing grows (growth_steady.h). A pure function of its arguments; some
// ten milliseconds. Bounds: counts are joined into kMostFittedSteps steps.
#pragma once

#include "epidemic/growth_posterior.h"
#include "strain/strain.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostFittedSteps = 200;
/// Of hosts seen infected: with fewer, or fewer steps, nothing is said.
inline constexpr std::uint64_t kFewestInfections = 10;
inline constexpr std::size_t kFewestGrowthSteps = 3;
/// How much likelier growth must make the counts than a steady or falling rate does.
inline constexpr double kGrowthOdds = 10;
/// The vulnerable population is not known where the posterior's density at the prior's upper bound
/// is more than this share of its highest, or its 95 % quantile this many times its 5 % quantile.
inline constexpr double kTouchesBound = 0.05, kWidestSize = 100;

enum class Trend : std::uint8_t {
  growing,  // the counts are those of growth
  falling,  // ... of a steady source that fades
  steady,   // ... of one that does not
  unclear,  // too little to tell
};
std::string_view name_of(Trend trend);

struct Growth {
  Trend trend = Trend::unclear;
  std::string why;      // the trend, in words
  double log_odds = 0;  // growth against none; 0 where too few counts
  double decline = 0;   // falling: per second
  Estimate rate;        // per second, while susceptibles abound
  Estimate doubling;    // seconds
  Estimate vulnerable;  // hosts that are or can be infected, patched ones left out
  Estimate infected;    // ever, until now
  Estimate to_half;     // seconds from the end of the counts until half of `vulnerable` are
  Estimate scan_rate;   // probes per second of one host: known before, or learned
  double step = 0;      // seconds, of the counts as fitted: their median
  double noise = 0;     // of births beyond chance, relative; posterior mean
  std::uint64_t seen = 0;
  double isolated = 0, patched = 0;  // until now
  GrowthPosterior posterior;         // empty unless growing
};

/// Fails where the request makes no sense (no steps, a darknet of no addresses, counts of active
/// sources); says "not known" where the data do not hold it.
Result<Growth> fit_growth(const Counts& counts, const Vantage& vantage, const GrowthPrior& prior);

/// What the catalogue knows of a strain's probes per second, as a range; nothing where they do not
/// go evenly into all addresses, for then they say little about N.
std::optional<LogNormal> scan_rate_of(const strain::Scanning& scanning);

/// Probes per second of one host, from what a darknet receives of the sources that it has already
/// seen. Nothing without packets, or with fewer than kFewestInfections after the sources' first.
std::optional<LogNormal> scan_rate_of(const Counts& counts, double darknet_addresses);

}  // namespace cordon::epidemic
