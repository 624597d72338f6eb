// What rules can see in logs, which hold less than the wire did.
//
// A log of requests holds the method, the target, the version, the status and some headers. A rule
// that looks at anything else (packets, payload, a response's body) is blind there, and so is one
// that a missing header would satisfy. For the others this gives the literals that a raw line must
// hold before it is worth taking apart. Immutable; shared by threads.
#pragma once

#include <cstdint>
#include <vector>

#include "match/literals.h"
#include "rules/rule_set.h"

namespace cordon::rules {

class LogSight {
 public:
  /// The rule set must outlive it.
  explicit LogSight(const RuleSet& rules);

  /// By a rule's number in RuleSet::rules().
  bool sees(std::uint32_t rule) const { return sees_[rule]; }
  const std::vector<bool>& seeing() const { return sees_; }
  std::size_t blind() const { return blind_; }

  /// Whether a line without any of the literals can be left alone.
  bool sifts() const { return sifts_; }
  const match::PatternSet& literals() const { return literals_; }

 private:
  std::vector<bool> sees_;
  std::size_t blind_ = 0;
  bool sifts_ = true;
  match::PatternSet literals_;
};

}  // namespace cordon::rules
