// Random moonwalks: who infected whom, and where it began, from contacts alone.
//
// A walk begins at a random contact and goes back in time: from a contact u -> v to one by which u
// may have been infected, drawn from those in a window before, until there is none. A worm's tree
// is wide, so that walks from anywhere meet at its first edges. The window is that with the longest
// mean walk. Deterministic by the seed. Cost: O(W d log n) for W walks of at most d steps.
// Memory: that of the graph (contact_graph.h), and 4 bytes a contact.
// Source: Xie, Sekar, Maltz, Reiter, Zhang, IEEE S&P 2005.
#pragma once

#include "fleet/fleet.h"
#include "trace/account.h"
#include "trace/contact_graph.h"

namespace cordon::trace {

struct MoonwalkOptions {
  bool enabled = true;
  std::size_t walks = 20'000;
  std::size_t longest = 1'000;  // steps of a walk
  std::size_t edges = 60;       // how many are told
  Duration window{};            // 0: the one with the longest mean walk
  // Chance that one who fell fell to the first contact that could have infected it, else to the
  // second, and so on; 0: any of them is as likely.
  double first_infects = 0.8;
  std::uint64_t seed = 1;
  // Ours: where somebody else infected one of ours, it began there. Null: anybody may be an origin.
  const fleet::Fleet* fleet = nullptr;
};

struct Moonwalks {
  Duration window{};
  double mean_length = 0;        // steps
  std::vector<FirstEdge> edges;  // by share of the walks, largest first
  std::vector<Origin> origins;   // where these edges begin; likeliest first
};

Moonwalks moonwalk(const ContactGraph& graph, const MoonwalkOptions& options);

}  // namespace cordon::trace
