#include "epidemic/early_warning.h"

#include <algorithm>
#include <cmath>

namespace cordon::epidemic {
namespace {

constexpr double kClip = 2.5;           // deviations of a surprise that are believed
constexpr double kSpreadMemory = 0.03;  // weight of the newest surprise in the noise's scale
constexpr double kFirstGrowth = 0.1;    // deviation of the growth, before anything is seen
constexpr std::int64_t kScales[] = {1, 2, 4, 8};
constexpr double kLeastLevel = -3;  // log of a count: silence is no level

}  // namespace

double TrendFilter::deviation() const { return std::sqrt(growth_variance_); }

void TrendFilter::begin(double count) {
  level_ = std::log(count + 0.5);
  level_variance_ = 1;
  growth_variance_ = kFirstGrowth * kFirstGrowth;
}

void TrendFilter::learn_noise(double surprise_squared) {
  const double weight =
      std::max(kSpreadMemory, 1.0 / static_cast<double>(std::max<std::int64_t>(seen_, 1)));
  spread_ += weight * (std::min(surprise_squared, 25 * spread_) - spread_);
}

void TrendFilter::add(double count) {
  if (seen_++ == 0) {
    begin(count);
    return;
  }
  level_ = std::max(level_ + growth_, kLeastLevel);
  level_variance_ += 2 * both_ + growth_variance_;
  both_ += growth_variance_;
  growth_variance_ += options_.drift;
  const double mean = std::exp(std::min(level_, 40.0));
  const double noise = std::max(spread_, 1.0) * mean;
  const double expected = mean * mean * level_variance_ + noise;  // variance of the surprise
  const double clip = kClip * std::sqrt(expected);
  const double surprise = std::clamp(count - mean, -clip, clip);
  learn_noise((count - mean) * (count - mean) / (expected / std::max(spread_, 1.0)));
  const double level_gain = level_variance_ * mean / expected;
  const double growth_gain = both_ * mean / expected;
  level_ += level_gain * surprise;
  growth_ += growth_gain * surprise;
  growth_variance_ -= growth_gain * mean * both_;
  both_ *= 1 - level_gain * mean;
  level_variance_ *= 1 - level_gain * mean;
  recent_.push_back(growth_);
  if (recent_.size() > static_cast<std::size_t>(options_.settle)) recent_.erase(recent_.begin());
  above_ = growth_ > options_.deviations * deviation() ? above_ + 1 : 0;
}

bool TrendFilter::settled() const {
  if (seen_ <= options_.learn || above_ < options_.settle) return false;
  double sum = 0;
  for (const double growth : recent_) sum += growth;
  const auto [low, high] = std::minmax_element(recent_.begin(), recent_.end());
  return *high - *low < options_.steadiness * sum / static_cast<double>(recent_.size());
}

EarlyWarning::EarlyWarning(const EarlyWarningOptions& options) {
  for (const auto steps : kScales) scales_.push_back({steps, 0, TrendFilter(options)});
}

bool EarlyWarning::add(double count) {
  ++seen_;
  for (std::size_t i = 0; i < scales_.size(); ++i) {
    Scale& scale = scales_[i];
    scale.sum += count;
    if (seen_ % scale.steps != 0) continue;
    scale.filter.add(scale.sum);
    scale.sum = 0;
    if (!alarmed_at_ && scale.filter.settled()) alarmed_at_ = i;
  }
  return alarmed();
}

double EarlyWarning::growth() const {
  return telling().filter.growth() / static_cast<double>(telling().steps);
}
double EarlyWarning::deviation() const {
  return telling().filter.deviation() / static_cast<double>(telling().steps);
}

std::optional<Warning> warn(const Counts& counts, const EarlyWarningOptions& options) {
  EarlyWarning warning(options);
  double end = 0;
  for (std::size_t i = 0; i < counts.steps.size(); ++i) {
    end += counts.steps[i].length;
    if (warning.add(static_cast<double>(counts.steps[i].count)))
      return Warning{i, counts.begin + duration_from_seconds(end), warning.growth(),
                     warning.deviation()};
  }
  return std::nullopt;
}

}  // namespace cordon::epidemic
