#include "plot/ticks.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/time.h"
#include "plot/calendar_ticks.h"
#include "plot/number_text.h"

namespace cordon::plot {
namespace {

// The least of 1, 2, 5 times a power of ten that is not below.
double nice(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double step : {1.0, 2.0, 5.0})
    if (step * power >= least * (1 - 1e-9)) return step * power;
  return 10 * power;
}

double step_of(const Axis& axis, double span, std::size_t most) {
  const double least = std::max(span / static_cast<double>(std::max<std::size_t>(most, 1)), 1e-300);
  if (axis.unit != Unit::duration || least <= 0.5) return nice(least);
  static constexpr double kRound[] = {1,   2,   5,    10,   15,   30,    60,    120,   300,
                                      600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400};
  const auto* step = std::lower_bound(std::begin(kRound), std::end(kRound), least * (1 - 1e-9));
  return step != std::end(kRound) ? *step : 86400 * nice(least / 86400);
}

// Ticks of a duration share the unit in which the axis as a whole is best read.
std::string duration_tick(double at, double step, double largest) {
  if (at == 0) return "0";
  if (step >= 86400) return tick_text(at / 86400, step / 86400, largest / 86400) + " d";
  if (step >= 3600) return tick_text(at / 3600, step / 3600, largest / 3600) + " h";
  if (step >= 60 && largest <= 7200) return tick_text(at / 60, step / 60, largest / 60) + " min";
  if (step < 60 && largest <= 180) return tick_text(at, step, largest) + " s";
  return span_text(at);
}

Ticks linear(const Axis& axis, double low, double high, std::size_t most) {
  Ticks ticks;
  const double step = step_of(axis, high - low, most);
  const double largest = std::max(std::fabs(low), std::fabs(high));
  const double first = std::ceil(low / step - 1e-6);
  for (std::size_t i = 0; i < kMostTicks; ++i) {
    const double at = (first + static_cast<double>(i)) * step;
    if (at > high + 1e-6 * step) break;
    ticks.major.push_back({at,
                           axis.unit == Unit::duration ? duration_tick(at, step, largest)
                           : axis.unit == Unit::share
                               ? tick_text(100 * at, 100 * step, 100 * largest) + " %"
                               : tick_text(at, step, largest),
                           {}});
  }
  return ticks;
}

Ticks decades(const Axis& axis, double low, double high, std::size_t most) {
  const double first = std::floor(std::log10(low) + 1e-9), last = std::log10(high) + 1e-9;
  if (last - std::log10(low) < 1) return linear(axis, low, high, most);
  const auto count = static_cast<std::size_t>(last - first + 1);
  const std::size_t each = (count + most - 1) / std::max<std::size_t>(most, 1);
  Ticks ticks;
  const auto put = [&](double at, bool named) {
    if (at < low * (1 - 1e-9) || at > high * (1 + 1e-9)) return;
    if (!named) return ticks.minor.push_back(at);
    const bool many = high >= 1e7;
    ticks.major.push_back({at,
                           axis.unit == Unit::share ? share_text(at)
                           : many                   ? number_text(at)
                                                    : tick_text(at, at, high),
                           {}});
  };
  for (std::size_t i = 0; i < count; ++i) {
    const double power = std::pow(10, first + static_cast<double>(i));
    put(power, i % each == 0);
    for (int digit = 2; digit < 10 && each == 1; ++digit)
      put(digit * power, (digit == 2 || digit == 5) && 3 * count <= most);
  }
  return ticks;
}

}  // namespace

Ticks ticks_of(const Axis& axis, double low, double high, std::size_t most) {
  most = std::clamp<std::size_t>(most, 1, kMostTicks);
  if (axis.unit == Unit::clock && has_calendar(low, high)) return calendar_ticks(low, high, most);
  return axis.is_logarithmic() ? decades(axis, low, high, most) : linear(axis, low, high, most);
}

Ends ends_of(const Axis& axis, double low, double high, bool rounded) {
  if (axis.low && is_known(*axis.low)) low = *axis.low;
  if (axis.high && is_known(*axis.high)) high = *axis.high;
  if (axis.is_logarithmic()) {
    if (!(high > 0)) high = 1;
    if (!(low > 0)) low = high / 1000;
    if (low > high) std::swap(low, high);
    if (rounded && !axis.low) low = std::pow(10, std::floor(std::log10(low) + 1e-9));
    if (rounded && !axis.high) {
      const double power = std::pow(10, std::floor(std::log10(high) + 1e-9));
      high = nice(high / power) * power;
    }
    if (!(high > low * (1 + 1e-9))) low = high / 10;
    return {std::max(low, 1e-300), std::max(high, 1e-299)};
  }
  if (low > high) std::swap(low, high);
  const double least = std::max(1e-9 * std::max(std::fabs(low), std::fabs(high)), 1e-100);
  if (high - low < least) {
    const double half = std::fabs(low) < 1e-90 ? 0.5 : std::fabs(low) / 2;
    high += half;
    low = low >= 0 && low - half < 0 ? 0 : low - half;
  }
  if (!rounded) return {low, high};
  const double step = step_of(axis, high - low, 5);
  return {axis.low ? low : std::floor(low / step + 1e-6) * step,
          axis.high ? high : std::ceil(high / step - 1e-6) * step};
}

std::string value_text(const Axis& axis, double value) {
  if (!is_known(value)) return "-";
  switch (axis.unit) {
    case Unit::share: return share_text(value);
    case Unit::duration: return span_text(value);
    case Unit::clock: return moment_text(value);
    case Unit::number: break;
  }
  return number_text(value);
}

}  // namespace cordon::plot
