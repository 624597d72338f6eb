#include "detect/signatures.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "detect/named_address.h"
#include "detect/pending.h"

namespace cordon::detect {
namespace {

using evidence::Finding;
using evidence::Kind;
using evidence::Outcome;
using strain::Stage;

Kind kind_of(Stage stage) {
  switch (stage) {
    case Stage::backdoor_asked:
    case Stage::backdoor_open:
    case Stage::backdoor_closed: return Kind::backdoor_asked;
    case Stage::fetched: return Kind::fetched;
    case Stage::called_back: return Kind::called_back;
    case Stage::flooding: return Kind::flooded;
    case Stage::attempt:
    case Stage::accepted:
    case Stage::refused: break;
  }
  return Kind::attempt;
}

bool is_answer(Stage stage) {
  return stage == Stage::accepted || stage == Stage::refused || stage == Stage::backdoor_open ||
         stage == Stage::backdoor_closed;
}

bool waits_for_answer(Stage stage) {
  return stage == Stage::attempt || stage == Stage::backdoor_asked;
}

Outcome outcome_of(Stage stage) {
  return stage == Stage::accepted || stage == Stage::backdoor_open ? Outcome::accepted
                                                                   : Outcome::refused;
}

// What a rule of the catalogue says, without the name that all of them begin with.
std::string said_by(const rules::RuleInfo& rule) {
  constexpr std::string_view kOurs = "Cordon ";
  const std::string_view message = rule.message;
  return std::string(message.starts_with(kOurs) ? message.substr(kOurs.size()) : message);
}

// The finding of a hit. The actor is who sent the bytes; of an answer, who had asked.
Finding finding_of(const rules::Hit& hit, const strain::Strain* strain, Stage stage) {
  const event::Side actor = is_answer(stage) ? event::other(hit.from) : hit.from;
  Finding f;
  f.kind = kind_of(stage);
  f.time = hit.at.time;
  f.frame = hit.at.frame;
  f.actor = hit.flow.from(actor).address;
  f.target = hit.flow.to(actor).address;
  f.port = hit.flow.server.port;
  f.protocol = hit.flow.protocol;
  f.strain = strain != nullptr ? strain->id : fmt::format("rule.{}", hit.rule.sid);
  f.sid = hit.rule.sid;
  f.rule = said_by(hit.rule);
  f.buffer = hit.buffer;
  f.excerpt = copy_of(head(hit.bytes, evidence::kMostExcerpt));
  f.fingerprint = hash_of(hit.bytes);
  f.origins = {evidence::Origin::of_frame(hit.at.frame)};
  f.named = named_addresses(hit.bytes);
  f.chance = chance_of(Outcome::unknown, strain);
  return f;
}

// In a log one line holds the exploit and its answer.
void add_origin(Finding& finding, const evidence::Origin& origin) {
  auto& origins = finding.origins;
  const auto place = std::lower_bound(origins.begin(), origins.end(), origin);
  if (place == origins.end() || *place != origin) origins.insert(place, origin);
}

Pending& pending_of(std::unique_ptr<event::Attachment>& slot) {
  if (slot == nullptr) slot = std::make_unique<Pending>();
  return static_cast<Pending&>(*slot);
}

std::unique_ptr<event::Attachment>& slot_of(const rules::Hit& hit) {
  return hit.exchange != nullptr ? hit.exchange->detect
                                 : hit.flow.slots[static_cast<std::size_t>(event::Slot::detect)];
}

// The same exploit again in the same exchange adds nothing but its frame.
bool already_pending(Pending& pending, const Finding& finding) {
  for (PendingFinding& waiting : pending.findings) {
    if (waiting.finding.strain != finding.strain || waiting.finding.kind != finding.kind ||
        waiting.finding.actor != finding.actor)
      continue;
    auto& origins = waiting.finding.origins;
    if (origins.size() < kMostPending && origins.back() != finding.origins.front())
      origins.push_back(finding.origins.front());
    for (const auto& named : finding.named)
      if (waiting.finding.named.size() < kMostNamed &&
          std::find(waiting.finding.named.begin(), waiting.finding.named.end(), named) ==
              waiting.finding.named.end())
        waiting.finding.named.push_back(named);
    return true;
  }
  return false;
}

// Gives an answering hit to what waits for it. Returns whether something did.
bool answer_pending(Pending* pending, const Finding& answer, Outcome outcome,
                    evidence::Book& book) {
  if (pending == nullptr) return false;
  for (auto waiting = pending->findings.begin(); waiting != pending->findings.end(); ++waiting) {
    Finding& asked = waiting->finding;
    if (asked.strain != answer.strain || asked.kind != answer.kind || asked.actor != answer.actor)
      continue;
    asked.outcome = outcome;
    asked.answered_by_rule = true;
    asked.chance = chance_of(outcome, waiting->strain);
    asked.answered = answer.time;
    asked.why = answer.rule;
    add_origin(asked, answer.origins.front());
    book.add(std::move(asked));
    pending->findings.erase(waiting);
    return true;
  }
  return false;
}

}  // namespace

Signatures::Signatures(const strain::Catalogue& catalogue, evidence::Book& book)
    : catalogue_(catalogue), book_(book) {}

void Signatures::hit(const rules::Hit& hit) {
  const auto owner = catalogue_.owner_of(hit.rule.sid);
  const strain::Strain* strain = owner ? owner->strain : nullptr;
  const Stage stage = owner ? owner->signature->stage : Stage::attempt;
  Finding finding = finding_of(hit, strain, stage);
  if (is_answer(stage)) {
    const Outcome outcome = outcome_of(stage);
    auto* in_exchange =
        hit.exchange != nullptr ? static_cast<Pending*>(hit.exchange->detect.get()) : nullptr;
    if (answer_pending(in_exchange, finding, outcome, book_) ||
        answer_pending(hit.flow.slot<Pending>(event::Slot::detect), finding, outcome, book_))
      return;
    finding.answered_by_rule = true;
    finding.outcome = outcome;  // what was asked was not seen, or had been answered before
    finding.chance = chance_of(outcome, strain);
    finding.answered = finding.time;
    finding.why = finding.rule;
    book_.add(std::move(finding));
    return;
  }
  if (!waits_for_answer(stage)) {
    finding.why = finding.rule;
    book_.add(std::move(finding));
    return;
  }
  Pending& pending = pending_of(slot_of(hit));
  if (already_pending(pending, finding)) return;
  if (pending.findings.size() >= kMostPending) {
    book_.add(std::move(finding));
    return;
  }
  const std::uint64_t answered_bytes = hit.flow.half(event::other(hit.from)).bytes;
  pending.findings.push_back({std::move(finding), strain, answered_bytes});
}

void Signatures::see(const event::HttpResponseSeen& response) {
  const auto judge = [&](std::unique_ptr<event::Attachment>& slot) {
    if (slot == nullptr) return;
    for (PendingFinding& waiting : static_cast<Pending&>(*slot).findings) {
      judge_by_status(waiting, response.response.status, response.at);
      add_origin(waiting.finding, evidence::Origin::of_frame(response.at.frame));
      book_.add(std::move(waiting.finding));
    }
    slot.reset();
  };
  judge(response.exchange.detect);
  judge(response.flow.slots[static_cast<std::size_t>(event::Slot::detect)]);
}

void Signatures::see(const event::HttpUnanswered& unanswered) {
  if (unanswered.exchange.detect == nullptr) return;
  for (PendingFinding& waiting : static_cast<Pending&>(*unanswered.exchange.detect).findings) {
    judge_by_flow(waiting, unanswered.flow);
    book_.add(std::move(waiting.finding));
  }
  unanswered.exchange.detect.reset();
}

void Signatures::see(const event::FlowClosed& closed) {
  auto& slot = closed.flow.slots[static_cast<std::size_t>(event::Slot::detect)];
  if (slot == nullptr) return;
  for (PendingFinding& waiting : static_cast<Pending&>(*slot).findings) {
    judge_by_flow(waiting, closed.flow);
    book_.add(std::move(waiting.finding));
  }
  slot.reset();
}

}  // namespace cordon::detect
