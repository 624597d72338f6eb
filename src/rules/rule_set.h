// A set of rules in Suricata's language, parsed and compiled, ready to be matched by engines.
//
// Immutable once loaded; shared by all workers. Owns its rules and the pattern database.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "event/observer.h"

namespace cordon::rules {

struct Rule;      // compiled form: rules/rule.h
struct Database;  // prefilters over all rules: rules/database.h

/// How often a rule may alert (threshold, detection_filter). Engines report every hit; who has all
/// hits in the order of the input counts them: see rules/threshold.h.
struct Threshold {
  enum class Kind : std::uint8_t { none, limit, threshold, both, filter } kind = Kind::none;
  enum class Track : std::uint8_t { source, destination, rule, both, flow } track = Track::rule;
  std::uint32_t count = 1;
  std::uint32_t seconds = 60;
};

/// What is said of a rule to people and in EVE.
struct RuleInfo {
  std::uint32_t sid = 0, gid = 1, rev = 0;
  std::string action;  // "alert", "pass", "drop", "reject"
  std::string message, classtype;
  int priority = 3;
  std::vector<std::string> references;  // "cve,2017-0144"
  std::vector<std::pair<std::string, std::string>> metadata;
  Threshold threshold;
  std::string file;  // where it stands
  int line = 0;
  std::string text;  // as written
};

/// A rule that did not load: where, which word, and why.
struct RuleError {
  std::string file;
  int line = 0;
  std::string keyword;
  std::string cause;
  std::string message() const;  // "worms.rules:12: unknown keyword 'foo'"
};

struct RuleText {
  std::string name;  // of the file, or of the strain it comes from: used in errors
  std::string text;
};

struct LoadOptions {
  std::map<std::string, std::string> variables;  // HOME_NET, HTTP_PORTS ...; defaults as Suricata's
};

class RuleSet {
 public:
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;

  /// Never fails as a whole: rules that do not load are in errors(), the rest match.
  static RuleSet compile(const std::vector<RuleText>& texts, const LoadOptions& options);

  const std::vector<RuleInfo>& rules() const;
  const std::vector<RuleError>& errors() const;
  event::Demand demand() const;
  const Database& database() const;

 private:
  RuleSet();
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads a rule file. Fails where it cannot be read.
Result<RuleText> read_rules(const std::string& path);

}  // namespace cordon::rules
