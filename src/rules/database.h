// All rules of a set, and for each kind of buffer the literals that say which rules to verify.
//
// Rules stand with pass rules first, so that trying them in order lets pass win. Immutable.
#pragma once

#include <array>
#include <vector>

#include "match/literals.h"
#include "rules/rule.h"

namespace cordon::rules {

/// The rules that one sort of bytes concerns.
struct Group {
  match::PatternSet patterns;
  std::vector<std::vector<std::uint32_t>> by_literal;  // rules, by the literal's id
  std::vector<std::uint32_t> always;                   // rules without a literal to look for
  bool any = false;                                    // rule at all
  bool empty() const { return !any; }
};

struct Database {
  std::vector<Rule> rules;
  std::array<Group, 2> payload, packet;  // by the side that sent the bytes
  std::array<Group, static_cast<std::size_t>(Buffer::count)> request, response;
  Group dns;
  std::array<std::vector<Header>, 2> payload_headers;  // unlike ones, of rules that need the stream
};

/// Fills the groups from `rules`, and adds what they want to be shown to `demand`.
Database build_database(std::vector<Rule> rules, event::Demand& demand);

}  // namespace cordon::rules
