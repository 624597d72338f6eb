#include "plot/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "plot/values.h"

namespace cordon::plot {
namespace {

constexpr const char* kSuffixes[] = {"", " k", " M", " G", " T", " P", " E"};
constexpr double kGroupedUpTo = 1e7;  // above it, digits are only counted and not read
constexpr double kWritten = 1e21;     // above and far below, powers of ten

// The exponent of ten of a value's first digit; 9.9999999 counts as 10.
int exponent_of(double value) {
  return static_cast<int>(std::floor(std::log10(std::fabs(value)) + 1e-9));
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, std::clamp(decimals, 0, 9));
  if (text.find_first_not_of("-0.") == std::string::npos && text[0] == '-') text.erase(0, 1);
  const std::size_t first = text[0] == '-' ? 1 : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t at = point; at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string without_end_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string two_units(double whole, double small_in_great, const char* great, const char* small) {
  const double rest = whole - std::floor(whole / small_in_great) * small_in_great;
  std::string text = fixed(std::floor(whole / small_in_great), 0) + great;
  return rest > 0 ? text + " " + fixed(rest, 0) + small : text;
}

}  // namespace

std::string number_text(double value) {
  if (!is_known(value)) return "-";
  if (value == 0) return "0";
  const int exponent = exponent_of(value);
  if (std::fabs(value) >= kWritten || exponent < -4) return fmt::format("{:.2e}", value);
  if (exponent < 4) return without_end_zeros(fixed(value, 2 - exponent));
  const auto suffix = static_cast<std::size_t>(exponent / 3);
  const double scaled = value / std::pow(10, 3 * static_cast<double>(suffix));
  return without_end_zeros(fixed(scaled, 2 - exponent % 3)) + kSuffixes[suffix];
}

std::string tick_text(double value, double step, double largest) {
  if (!is_known(value) || !is_known(step) || step <= 0) return "-";
  if (std::fabs(value) < step * 1e-6) return "0";
  const int end = exponent_of(largest);
  if (largest >= kWritten || end < -5) return fmt::format("{:.3g}", value);
  if (largest < kGroupedUpTo) return fixed(value, step < 1 ? -exponent_of(step) : 0);
  const int suffix = end / 3;
  const double unit = std::pow(10, 3 * suffix);
  return without_end_zeros(fixed(value / unit, 3 * suffix - exponent_of(step))) + kSuffixes[suffix];
}

std::string share_text(double share) {
  if (!is_known(share)) return "-";
  const double percent = 100 * share;
  if (percent == 0) return "0 %";
  return without_end_zeros(fixed(percent, std::fabs(percent) < 10 ? 1 - exponent_of(percent) : 0)) +
         " %";
}

std::string span_text(double seconds) {
  if (!is_known(seconds)) return "-";
  if (seconds < 0) return "-" + span_text(-seconds);
  if (seconds == 0) return "0";
  if (seconds < 1e-3) return number_text(seconds * 1e6) + " us";
  if (seconds < 59.95) return number_text(seconds) + " s";
  if (seconds < 3599.5) return two_units(std::round(seconds), 60, " min", " s");
  if (seconds < 172800) return two_units(std::round(seconds / 60), 60, " h", " min");
  if (seconds < 864000) return two_units(std::round(seconds / 3600), 24, " d", " h");
  return number_text(seconds / 86400) + " d";
}

}  // namespace cordon::plot
