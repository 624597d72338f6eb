#include "siggen/variants.h"

#include <algorithm>

namespace cordon::siggen {
namespace {

// Symmetric, of the groups that are left; a group goes by its earliest sample.
class Likenesses {
 public:
  Likenesses(std::span<const Candidate> candidates, std::size_t samples)
      : samples_(samples), value_(samples * samples), size_(samples, 1), nearest_(samples, 0) {
    std::vector<float> own(samples);
    for (const Candidate& candidate : candidates) {
      std::vector<std::size_t> with;
      candidate.samples.each([&](std::size_t sample) { with.push_back(sample); });
      const auto bits = static_cast<float>(candidate.bits);
      for (const std::size_t a : with) {
        own[a] += bits;
        for (const std::size_t b : with) at(a, b) += bits;
      }
    }
    for (std::size_t a = 0; a < samples; ++a)
      for (std::size_t b = 0; b < samples; ++b) {
        at(a, b) /= std::max(static_cast<float>(kLeastOwnBits), std::min(own[a], own[b]));
      }
    for (std::size_t a = 0; a < samples; ++a) find_nearest(a);
  }

  /// Joins the two groups that are most alike: `from` into `into`, the earlier. Nothing below.
  bool join(std::size_t& into, std::size_t& from) {
    std::size_t best = samples_;
    for (std::size_t a = 0; a < samples_; ++a)
      if (size_[a] > 0 && nearest_[a] != a &&
          (best == samples_ || at(a, nearest_[a]) > at(best, nearest_[best])))
        best = a;
    if (best == samples_ || at(best, nearest_[best]) < static_cast<float>(kAlike)) return false;
    into = std::min(best, nearest_[best]);
    from = std::max(best, nearest_[best]);
    const auto a = static_cast<float>(size_[into]), b = static_cast<float>(size_[from]);
    for (std::size_t other = 0; other < samples_; ++other)
      at(into, other) = at(other, into) = (a * at(into, other) + b * at(from, other)) / (a + b);
    size_[into] += size_[from];
    size_[from] = 0;
    find_nearest(into);
    for (std::size_t other = 0; other < samples_; ++other)
      if (other != into && size_[other] > 0) {
        // An average is never above the better of the two, so that others' nearest stay nearest.
        if (nearest_[other] == into || nearest_[other] == from) find_nearest(other);
      }
    return true;
  }

 private:
  float& at(std::size_t a, std::size_t b) { return value_[a * samples_ + b]; }

  void find_nearest(std::size_t a) {
    std::size_t best = a;
    for (std::size_t b = 0; b < samples_; ++b)
      if (b != a && size_[b] > 0 && (best == a || at(a, b) > at(a, best))) best = b;
    nearest_[a] = best;
  }

  std::size_t samples_;
  std::vector<float> value_;
  std::vector<std::size_t> size_;     // of groups; 0: joined into another
  std::vector<std::size_t> nearest_;  // itself where there is none
};

}  // namespace

std::vector<FlowSet> variants_of(std::span<const Candidate> candidates, std::size_t samples) {
  Likenesses likenesses(candidates, samples);
  std::vector<std::vector<std::size_t>> groups(samples);
  for (std::size_t i = 0; i < samples; ++i) groups[i] = {i};
  for (std::size_t into = 0, from = 0; likenesses.join(into, from);) {
    groups[into].insert(groups[into].end(), groups[from].begin(), groups[from].end());
    groups[from].clear();
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::vector<FlowSet> sets;
  for (const auto& group : groups) {
    if (group.size() < 2) break;
    sets.emplace_back(samples);
    for (const std::size_t sample : group) sets.back().add(sample);
  }
  return sets;
}

}  // namespace cordon::siggen
