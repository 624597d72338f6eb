// What people do against a worm, as known inputs of a run: filters, limits, patching, cleansing.
//
// Each is either something that begins at a time (seconds from the run's start) or a clock that
// each infected host carries. A control that is not used costs nothing. Plain values.
// Sources: Moore, Shannon, Voelker, Savage, "Internet Quarantine", INFOCOM 2003 (filters, reaction
// time, deployment); Sellke, Shroff, Bagchi, TDSC 2008 (budget); Zou, Gong, Towsley, CCS 2002
// (patching that grows with the news).
#pragma once

#include <vector>

#include "epidemic/worm.h"

namespace cordon::epidemic {

/// From `begins` until the next step, each host concerned has this chance a second.
struct HazardStep {
  double begins = 0;
  double per_second = 0;
};
/// In order of time; 0 before the first.
using Hazard = std::vector<HazardStep>;

struct Care {
  Hazard patching;              // of a susceptible host
  double patching_by_news = 0;  // Zou's mu: a second, of a susceptible host, for each host ever
                                // infected
  Hazard cleansing;             // of an infected host, latent or probing
  double cleansed_immune = 1;   // share of cleansed hosts that is patched too; the rest can fall
                                // again
};

struct Controls {
  /// From then on this share of deliveries is dropped by content, whoever sends them. Taken as
  /// drawn anew for each delivery: for more than a few dozen infected hosts the same as fixed
  /// paths. Where a filter stands at a place, use a described network's blocks.
  double content_filter_at = kNever;
  double content_deployment = 1;
  /// Each infected host is blocked so long after its first probe, on this share of the paths; for
  /// those that began before `from` the time is counted from there.
  double address_filter_after = kNever;
  double address_filter_from = 0;
  double address_deployment = 1;
  /// From then on this share of the hosts sends at most so many probes a second.
  double contact_limit_at = kNever;
  double contact_limit = kNever;
  double contact_limit_deployment = 1;
  /// Each host falls silent when it has sent so many probes at its own rate (Sellke's containment
  /// cycle): a limit or a day of rest does not make them last longer.
  double probe_budget = kNever;
  /// Share of vulnerable hosts that is patched before the start.
  double patched_before = 0;

  bool has_host_clocks() const { return address_filter_after != kNever || probe_budget != kNever; }
};

}  // namespace cordon::epidemic
