#include "evidence/finding.h"

#include <tuple>

namespace cordon::evidence {

std::uint64_t Finding::id() const {
  std::uint64_t state = combine(static_cast<std::uint64_t>(kind), actor.hash());
  state = combine(state, target.hash());
  state = combine(state, port);
  state = combine(state, static_cast<std::uint64_t>(protocol));
  state = combine(state, sid);
  state = hash_of(bytes_of(strain), state);
  return combine(state, static_cast<std::uint64_t>(to_ns(time)));
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::attempt: return "attempt";
    case Kind::backdoor_asked: return "backdoor_asked";
    case Kind::fetched: return "fetched";
    case Kind::called_back: return "called_back";
    case Kind::propagated: return "propagated";
    case Kind::turned: return "turned";
    case Kind::flooded: return "flooded";
  }
  return "unknown";
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::unknown: return "unknown";
    case Outcome::accepted: return "accepted";
    case Outcome::refused: return "refused";
  }
  return "unknown";
}

bool earlier(const Finding& a, const Finding& b) {
  return std::tie(a.time, a.frame, a.kind, a.actor, a.target, a.port, a.sid, a.strain) <
         std::tie(b.time, b.frame, b.kind, b.actor, b.target, b.port, b.sid, b.strain);
}

}  // namespace cordon::evidence
