// For tests of the trace: hosts, and findings of the strain "worm.a" in a line each.
#pragma once

#include "evidence/finding.h"
#include "trace/case_file.h"

namespace cordon::trace {

inline net::Address sample_host(std::uint32_t last) { return net::Address::v4(0x0a140000 + last); }

inline evidence::Finding sample_finding(evidence::Kind kind, int second, std::uint32_t from,
                                        std::uint32_t to,
                                        evidence::Outcome outcome = evidence::Outcome::unknown) {
  evidence::Finding f;
  f.kind = kind;
  f.outcome = outcome;
  f.chance = outcome == evidence::Outcome::accepted  ? 0.95
             : outcome == evidence::Outcome::refused ? 0.005
                                                     : 0.3;
  f.time = Time(std::chrono::seconds(second));
  f.frame = static_cast<std::uint64_t>(second);
  f.actor = sample_host(from);
  f.target = sample_host(to);
  f.port = 80;
  f.strain = "worm.a";
  f.sid = 1;
  f.fingerprint = static_cast<std::uint64_t>(second);
  return f;
}

/// The case file of findings that outlive it.
inline CaseFile sample_case(const std::vector<evidence::Finding>& findings) {
  strain::Strain worm;
  worm.id = worm.family = "worm.a";
  return open_cases(findings, strain::Catalogue({worm})).front();
}

}  // namespace cordon::trace
