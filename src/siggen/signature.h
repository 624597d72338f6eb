// A signature: contents that a flow must hold, with what was measured when it was made.
//
// Owns its bytes. Threads: plain value. matches() says what the rule of rule_text.h says, for the
// first kMostHead bytes of one direction of a flow.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "siggen/likeness.h"
#include "siggen/pools.h"

namespace cordon::siggen {

inline constexpr std::size_t kMostParts = 8;      // contents of one rule
inline constexpr std::size_t kMostContent = 255;  // bytes of one content: Suricata's limit
inline constexpr double kLeastEstimate = 1e-12;   // no model is believed to less

struct Part {
  std::string bytes;
  std::optional<std::uint32_t> offset;  // where it always stands; nothing: anywhere
};

/// Counts of flows. All were measured, but for `estimated`: that nothing matched in 3,000 clean
/// flows says only that less than one in 1,000 does; that it is one in a million is the byte
/// model's word, which a phrase that is rare, but none that a worm made up, can prove wrong.
struct Counts {
  std::size_t suspicious = 0, covered = 0;
  std::size_t senders = 0, receivers = 0;  // distinct, of the covered
  std::size_t clean = 0, false_matches = 0;
  double estimated = 1;  // share of clean flows not seen that would match: a model's opinion
  double at_most = 1;    // ... and what the count alone bounds it to, with 95 % confidence
};

struct Signature {
  std::string name;  // "unknown.1"
  std::vector<Part> parts;
  bool ordered = false;              // each part stands behind the one before
  std::size_t rarest = 0;            // of parts
  std::vector<std::size_t> members;  // of Pools::suspicious, those that it matches
  Counts counts;
  std::optional<Likeness> likeness;  // to the known strain that is closest, where one is
};

bool matches(const Signature& signature, Bytes payload);

}  // namespace cordon::siggen
