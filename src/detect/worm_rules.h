// Rules for a worm that had none: what its flows have in common, as Suricata's language says it.
//
// Made from the flows that carried the worm's content and from others of the same service that were
// kept (siggen/generate.h); where the data do not hold a rule within the budget, why not. Such a
// rule only ever alerts: it was made from what an attacker sent. Pure.
#pragma once

#include <string>
#include <vector>

#include "detect/self_spreading.h"
#include "evidence/generated_rule.h"
#include "strain/catalogue.h"

namespace cordon::detect {

/// Generated rules have sids from here on; a service's are the same in every run.
inline constexpr std::uint32_t kFirstGeneratedSid = 9'100'000;

struct WormRules {
  std::vector<evidence::GeneratedRule> rules;  // one a variant, the commonest first
  std::string why_none;                        // where there are none
};

WormRules rules_for(const MovingContent& worm, const sift::Sifted& sifted,
                    const strain::Catalogue& catalogue);

}  // namespace cordon::detect
