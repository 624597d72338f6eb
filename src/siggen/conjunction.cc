#include "siggen/conjunction.h"

#include <algorithm>

#include "siggen/signature.h"

namespace cordon::siggen {
namespace {

class Greedy {
 public:
  Greedy(std::span<const Candidate> candidates, const FlowSet& of, const Goal& goal)
      : candidates_(candidates), goal_(goal), of_(of) {
    choice_.covered = of;
    choice_.false_matches = FlowSet::all(goal.clean);
  }

  std::optional<Choice> run() {
    while (!is_enough(choice_)) {
      if (choice_.candidates.size() == kMostParts) return std::nullopt;
      const auto next = best();
      if (!next) return std::nullopt;
      choice_ = with(choice_, *next);
    }
    leave_out_what_is_not_needed();
    return choice_;
  }

 private:
  struct Rank {
    std::size_t covered, spread, false_matches;
    double log2_share;
    bool before(const Rank& other) const {
      if (covered != other.covered) return covered > other.covered;
      if (spread != other.spread) return spread > other.spread;
      if (false_matches != other.false_matches) return false_matches < other.false_matches;
      return log2_share < other.log2_share;
    }
  };

  Choice with(Choice choice, std::size_t candidate) const {
    choice.candidates.push_back(candidate);
    choice.covered &= candidates_[candidate].samples;
    choice.false_matches &= candidates_[candidate].clean;
    choice.log2_share = share_of(choice.candidates);
    return choice;
  }

  double share_of(const std::vector<std::size_t>& chosen) const {
    std::vector<double> shares;
    for (const std::size_t i : chosen) shares.push_back(candidates_[i].log2_share);
    return log2_share_of_all(std::move(shares));
  }

  bool is_enough(const Choice& choice) const {
    return !choice.candidates.empty() &&
           choice.false_matches.count() <= goal_.most_false_in_all() &&
           choice.log2_share <= goal_.most_log2_share(goal_.hosts->spread_of(choice.covered));
  }

  /// A part of a token that was taken, or one that holds such a token, says little that is new.
  bool overlaps(const std::string& bytes) const {
    return std::any_of(choice_.candidates.begin(), choice_.candidates.end(), [&](std::size_t i) {
      const std::string& taken = candidates_[i].bytes;
      return taken.find(bytes) != std::string::npos || bytes.find(taken) != std::string::npos;
    });
  }

  std::optional<std::size_t> best() const {
    std::optional<std::size_t> best;
    Rank best_rank{};
    const std::size_t most_false = goal_.most_false(choice_.candidates.size() + 1);
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& candidate = candidates_[i];
      const std::size_t covered = candidate.samples.count_in(choice_.covered);
      if (covered < goal_.budget.least_samples || (best && covered < best_rank.covered)) continue;
      const std::size_t false_matches = candidate.clean.count_in(choice_.false_matches);
      if (false_matches > most_false) continue;
      if (overlaps(candidate.bytes)) continue;
      FlowSet left = choice_.covered;
      left &= candidate.samples;
      const Spread spread = goal_.hosts->spread_of(left);
      if (!goal_.is_spread(spread)) continue;
      const Rank rank{covered, spread.least(), false_matches, candidate.log2_share};
      if (!best || rank.before(best_rank)) {
        best = i;
        best_rank = rank;
      }
    }
    return best;
  }

  /// The least telling first.
  void leave_out_what_is_not_needed() {
    std::vector<std::size_t> order = choice_.candidates;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return candidates_[a].log2_share > candidates_[b].log2_share;
    });
    for (const std::size_t unneeded : order) {
      Choice fewer;
      fewer.covered = of_;
      fewer.false_matches = FlowSet::all(goal_.clean);
      for (const std::size_t i : choice_.candidates)
        if (i != unneeded) fewer = with(std::move(fewer), i);
      if (is_enough(fewer)) choice_ = std::move(fewer);
    }
  }

  std::span<const Candidate> candidates_;
  const Goal& goal_;
  const FlowSet& of_;
  Choice choice_;
};

}  // namespace

std::optional<Choice> choose_conjunction(std::span<const Candidate> candidates, const FlowSet& of,
                                         const Goal& goal) {
  std::optional<Choice> best;
  for (const double strictness : {1.0, 1.0 / 16, 0.0}) {
    Goal stricter = goal;
    stricter.budget.first_token *= strictness;
    auto choice = Greedy(candidates, of, stricter).run();
    if (choice && (!best || choice->covered.count() > best->covered.count()))
      best = std::move(choice);
  }
  return best;
}

}  // namespace cordon::siggen
