#include "config/parameter.h"

#include <fmt/format.h>

namespace cordon::config {
namespace {

std::string number_text(double value) { return fmt::format("{}", value); }

std::optional<Contradiction> contradiction_of(const scan::Hypotheses& hypotheses,
                                              const scan::Errors& errors, const char* table) {
  if (hypotheses.scanner_succeeds >= hypotheses.benign_succeeds)
    return Contradiction{table, "theta1", "must be below theta0"};
  if (errors.alpha >= errors.beta) return Contradiction{table, "alpha", "must be below beta"};
  return std::nullopt;
}

}  // namespace

std::string value_text(const Parameter& parameter, double value) {
  switch (parameter.kind) {
    case Kind::flag: return value != 0 ? "true" : "false";
    case Kind::count: return fmt::format("{:.0f}", value);
    case Kind::time: return '"' + plain_duration(duration_from_seconds(value)) + '"';
    default: return number_text(value);
  }
}

std::string value_text(const Parameter& parameter, const Tuning& tuning) {
  if (!parameter.is_list()) return value_text(parameter, parameter.get(tuning));
  std::string text = "[";
  for (const std::string& item : parameter.get_list(tuning))
    text += (text.size() == 1 ? "\"" : ", \"") + item + '"';
  return text + "]";
}

std::string demand_of(const Parameter& parameter) {
  switch (parameter.kind) {
    case Kind::flag: return "must be true or false";
    case Kind::number:
      return fmt::format("must be a number, {} to {}", number_text(parameter.low),
                         number_text(parameter.high));
    case Kind::count:
      return fmt::format("must be a whole number, {:.0f} to {:.0f}", parameter.low, parameter.high);
    case Kind::time:
      return fmt::format("must be a time as \"90s\" or \"30min\", {} to {}",
                         plain_duration(duration_from_seconds(parameter.low)),
                         plain_duration(duration_from_seconds(parameter.high)));
    case Kind::networks: return "must be a list of networks as \"10.0.0.0/8\" or \"10.1.2.3\"";
    case Kind::services: return "must be a list of services as \"tcp/25\"";
  }
  return {};
}

std::optional<Contradiction> contradiction_in(const Tuning& tuning) {
  const scan::Options& scan = tuning.scan;
  auto found = contradiction_of(scan.remote, scan.remote_errors, "scan.remote");
  if (!found) found = contradiction_of(scan.turning, scan.turning_errors, "scan.turning");
  if (!found && scan.slow.span > scan.slow.window)
    found = Contradiction{"scan.slow", "span", "must not be above window"};
  return found;
}

}  // namespace cordon::config
