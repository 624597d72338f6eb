// A rule that was generated for a variant of an unknown worm, with what was measured when it was
// made. Plain values. It only ever alerts: it was made from what an attacker sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace cordon::evidence {

struct GeneratedRule {
  std::string variant;  // "unknown.tcp.80.1"
  std::string rule;     // one line in Suricata's language
  std::uint32_t sid = 0;
  std::size_t covered = 0, suspicious = 0;   // flows of the worm that it was made from
  std::size_t false_matches = 0, clean = 0;  // flows of the service without the worm, as kept
  double expected_false = 0;                 // share of clean flows, by a model of them
  std::string like_strain;                   // a known strain that it is a variant of; or empty
  std::string likeness;                      // what is the same, missing and new, in words
};

}  // namespace cordon::evidence
