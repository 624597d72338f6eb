#include "siggen/candidate.h"

#include <algorithm>
#include <cmath>

namespace cordon::siggen {
namespace {

constexpr double kDoubt = 64;  // bits asked for beyond the budget where there are two hosts

std::vector<std::size_t> numbered(std::span<const Sample> samples, std::uint64_t Sample::*end) {
  std::vector<std::uint64_t> distinct;
  for (const Sample& sample : samples) distinct.push_back(sample.*end);
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<std::size_t> numbers;
  for (const Sample& sample : samples)
    numbers.push_back(static_cast<std::size_t>(
        std::lower_bound(distinct.begin(), distinct.end(), sample.*end) - distinct.begin()));
  return numbers;
}

std::size_t distinct_in(const FlowSet& samples, const std::vector<std::size_t>& hosts) {
  FlowSet seen(hosts.size());
  samples.each([&](std::size_t sample) { seen.add(hosts[sample]); });
  return seen.count();
}

std::size_t share_of(double share, std::size_t flows) {
  return static_cast<std::size_t>(std::floor(share * static_cast<double>(flows)));
}

}  // namespace

Hosts::Hosts(std::span<const Sample> samples)
    : sender_(numbered(samples, &Sample::sender)),
      receiver_(numbered(samples, &Sample::receiver)) {}

Spread Hosts::spread_of(const FlowSet& samples) const {
  return {distinct_in(samples, sender_), distinct_in(samples, receiver_)};
}

std::size_t Goal::most_false_in_all() const { return share_of(budget.measured, clean); }

std::size_t Goal::most_false(std::size_t tokens) const {
  const double share = std::ldexp(budget.first_token, 1 - static_cast<int>(tokens));
  return std::max(share_of(share, clean), most_false_in_all());
}

double Goal::most_log2_share(const Spread& spread) const {
  const double others = static_cast<double>(std::max<std::size_t>(spread.least(), 2) - 1);
  return std::log2(budget.estimated) - kDoubt / others;
}

double log2_share_of_all(std::vector<double> log2_shares) {
  std::sort(log2_shares.begin(), log2_shares.end());
  double sum = 0;
  for (std::size_t i = 0; i < log2_shares.size(); ++i)
    sum += i == 0 ? log2_shares[i] : log2_shares[i] / 2;
  return sum;
}

}  // namespace cordon::siggen
