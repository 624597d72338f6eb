// A parameter of a detector, as a site may set it: its name in cordon.toml, its kind and range,
// what it means, and where its value stands. The list of them is all that the reading of a
// configuration, its listing and its documentation know of detectors. Immutable; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/tuning.h"

namespace cordon::config {

enum class Kind : std::uint8_t { flag, number, count, time, networks, services };
/// Whether it may be another for the hosts of a role or network.
enum class Scope : std::uint8_t { site, host };

struct Parameter {
  std::string table, key;  // "scan.slow", "hosts": [detect.scan.slow] hosts
  Kind kind{};
  Scope scope{};
  std::string meaning;
  double low = 0, high = 0;
  // Of a flag 0 or 1, of a time seconds.
  std::function<double(const Tuning&)> get;
  std::function<void(Tuning&, double)> set;
  // Of networks and services. False where one of them is none.
  std::function<std::vector<std::string>(const Tuning&)> get_list;
  std::function<bool(Tuning&, const std::vector<std::string>&)> set_list;

  bool is_list() const { return kind == Kind::networks || kind == Kind::services; }
};

/// All, those of a table together, tables in the order in which they are told.
const std::vector<Parameter>& parameters();

/// Its value as cordon.toml has it: "0.8", "30min", "true", "[\"tcp/25\"]".
std::string value_text(const Parameter& parameter, const Tuning& tuning);
std::string value_text(const Parameter& parameter, double value);

/// "must be 0.01 to 0.99", "must be a time, 1s to 24h".
std::string demand_of(const Parameter& parameter);

/// A value that makes no sense together with another.
struct Contradiction {
  std::string table, key;
  std::string must;  // "must be below theta0"
};
std::optional<Contradiction> contradiction_in(const Tuning& tuning);

}  // namespace cordon::config
