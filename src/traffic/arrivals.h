// The next arrival among many Poisson processes of which each has its own rate.
//
// Sources are kept by the power of two above their rate. Candidates come at the sum of these
// bounds, and are accepted with rate / bound, which is at least a half: exact thinning (Lewis and
// Shedler 1979), in constant time for any number of sources, and without sums that drift.
// Owner: the caller. Threads: one.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/check.h"
#include "base/random.h"

namespace cordon::traffic {

class Arrivals {
 public:
  /// `sources` are numbered from 0; each may be added once at a time.
  explicit Arrivals(std::size_t sources) : place_(sources) {}

  /// A rate above 0, per second.
  void add(std::uint32_t source, double rate) {
    const std::size_t bin = bin_of(rate);
    place_[source] = static_cast<std::uint32_t>(bins_[bin].size());
    bins_[bin].push_back({source, static_cast<float>(rate / bound_of(bin))});
    count();
  }
  void remove(std::uint32_t source, double rate) {
    const std::size_t bin = bin_of(rate);
    auto& members = bins_[bin];
    CHECK(place_[source] < members.size() && members[place_[source]].source == source);
    members[place_[source]] = members.back();
    place_[members.back().source] = place_[source];
    members.pop_back();
    count();
  }

  /// Seconds to the next candidate: the processes are memoryless, so that whoever changes the set
  /// before then draws anew. Infinite where there is none.
  double wait(Random& random) const {
    return total_ > 0 ? random.exponential(1 / total_) : HUGE_VAL;
  }
  struct Member {
    std::uint32_t source;
    float share;  // rate / bound
  };
  /// Which of the sources the candidate is, wherever it is in memory: not read here, so that
  /// several can be fetched at once. It counts where a number drawn from [0, 1) is below its share.
  const Member* draw(Random& random) const {
    double left = random.unit() * total_;
    std::size_t bin = used_first_;
    for (; bin < used_last_; ++bin) {
      const double weight = bound_of(bin) * static_cast<double>(bins_[bin].size());
      if (left < weight && weight > 0) break;
      left -= weight;
    }
    return &bins_[bin][random.below(bins_[bin].size())];
  }

 private:
  static constexpr int kLowest = -64;  // a probe in 2^64 seconds is none
  static constexpr std::size_t kBins = 128;

  static std::size_t bin_of(double rate) {
    const int exponent = std::ilogb(rate) + 1;
    return static_cast<std::size_t>(std::min(std::max(exponent - kLowest, 0), int{kBins} - 1));
  }
  static double bound_of(std::size_t bin) { return std::ldexp(1, static_cast<int>(bin) + kLowest); }
  // The sum is made anew, in a fixed order: it depends on who is there, not on how it came to be.
  void count() {
    total_ = 0;
    used_first_ = kBins;
    used_last_ = 0;
    for (std::size_t i = 0; i < kBins; ++i) {
      if (bins_[i].empty()) continue;
      used_first_ = std::min(used_first_, i);
      used_last_ = i;
      total_ += bound_of(i) * static_cast<double>(bins_[i].size());
    }
    if (used_first_ == kBins) used_first_ = 0;
  }

  std::array<std::vector<Member>, kBins> bins_;
  std::vector<std::uint32_t> place_;  // of each source within its bin
  double total_ = 0;
  std::size_t used_first_ = 0, used_last_ = 0;
};

}  // namespace cordon::traffic
