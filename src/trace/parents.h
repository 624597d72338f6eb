// Who infected a host: a probability for each who delivered the exploit to it before it acted
// infected, and for a way that was not seen.
//
// A delivery is the cause if it worked and none before it had; each weighs
//     P(it worked | reaction) x product over earlier ones of (1 - P) x density of its lag to the
//     onset,
// normalised with the unseen way, whose share grows with what was not covered. (Wallinga, Teunis
// 2004; the density is that of a heavy-tailed lag of the scale measured in this outbreak.)
#pragma once

#include "trace/account.h"
#include "trace/case_file.h"

namespace cordon::trace {

struct ParentQuestion {
  const Dossier* dossier = nullptr;
  Time onset = kNoTime;  // kNoTime: it was not seen to act
  double seen = 1;       // Coverage::seen
  double lag_scale = 1;  // seconds: the typical time from delivery to onset
};

/// Likeliest first; probabilities sum to 1. At least the unseen one is in it.
std::vector<Parent> parents_of(const ParentQuestion& question);

/// The median lag from the last possible delivery to the onset, in seconds; 1 where none is known.
double typical_lag(const std::vector<std::pair<const Dossier*, Time>>& hosts_and_onsets);

}  // namespace cordon::trace
