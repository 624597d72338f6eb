#include "detect/pending.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon::detect {
namespace {

using evidence::Outcome;

// An exploit over TCP at which nobody ever answered a packet cannot have been delivered.
constexpr double kChanceWithoutConnection = 0.005;
constexpr double kChanceAccepted = 0.95;
constexpr double kChanceRefused = 0.005;
constexpr double kChanceUnknown = 0.2;

Outcome outcome_of(strain::Reading reading) {
  switch (reading) {
    case strain::Reading::accepted: return Outcome::accepted;
    case strain::Reading::refused: return Outcome::refused;
    case strain::Reading::unknown: break;
  }
  return Outcome::unknown;
}

void settle(PendingFinding& pending, strain::Reading reading, std::string why) {
  pending.finding.outcome = outcome_of(reading);
  pending.finding.chance = chance_of(pending.finding.outcome, pending.strain);
  pending.finding.why = std::move(why);
}

bool holds(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

double chance_of(Outcome outcome, const strain::Strain* strain) {
  switch (outcome) {
    case Outcome::accepted: return kChanceAccepted;
    case Outcome::refused: return kChanceRefused;
    case Outcome::unknown: break;
  }
  return strain != nullptr ? strain->answers.prior : kChanceUnknown;
}

void judge_by_flow(PendingFinding& pending, const event::Flow& flow) {
  const strain::AnswerReading readings =
      pending.strain != nullptr ? pending.strain->answers : strain::AnswerReading{};
  const event::Side target =
      pending.finding.target == flow.server.address ? event::Side::server : event::Side::client;
  const event::Flow::Half& answer = flow.half(target);
  const bool reset = target == event::Side::server ? flow.reset_by_server : flow.reset_by_client;
  if (flow.protocol == net::Protocol::tcp && answer.packets == 0) {
    pending.finding.why = flow.midstream ? "only the attacker's side was captured"
                                         : "the target never answered a packet";
    pending.finding.chance =
        flow.midstream ? chance_of(Outcome::unknown, pending.strain) : kChanceWithoutConnection;
  } else if (answer.bytes > pending.server_bytes) {
    settle(pending, readings.answer, "the target answered in a way that decides nothing");
  } else if (reset) {
    settle(pending, readings.reset, "the target reset the connection");
  } else if (flow.outcome == event::Outcome::refused) {
    settle(pending, strain::Reading::refused, "the target refused the service");
  } else {
    settle(pending, readings.silence, "the target took it and said nothing");
  }
}

bool judge_by_status(PendingFinding& pending, int status, event::Moment at) {
  if (pending.strain == nullptr) {
    pending.finding.why = fmt::format("the server answered {}", status);
    return true;
  }
  const strain::AnswerReading& readings = pending.strain->answers;
  const bool accepted = holds(readings.accepted_status, status);
  const bool refused = holds(readings.refused_status, status);
  pending.finding.answered = at.time;
  settle(pending,
         accepted  ? strain::Reading::accepted
         : refused ? strain::Reading::refused
                   : readings.answer,
         fmt::format("the server answered {}", status));
  return true;
}

}  // namespace cordon::detect
