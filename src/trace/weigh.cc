#include "trace/weigh.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cordon::trace {
namespace {

using evidence::Finding;
using evidence::Kind;
using evidence::Outcome;

constexpr double kPrior = -3.0;          // one in twenty of the servers that a worm reaches
constexpr double kAccepted = 3.5;        // answered as a vulnerable server answers
constexpr double kAcceptedByRule = 5.0;  // ... in words that only a vulnerable one says
constexpr double kReceived = 0.3;        // it arrived, and nothing says that it was refused
constexpr double kPropagated = 6.0;      // it sent what it had received
constexpr double kSendsUnreceived =
    4.5;  // it sends a worm that is at large; how it got it was not seen
constexpr double kTurned = 3.3;
constexpr double kAnswered = 5.0;  // its back door is open
constexpr double kFetched = 5.0;
constexpr double kCalledNamed = 5.0;  // it called the address that the exploit named
constexpr double kCalledAttacker = 1.5;
constexpr double kFlooded = 3.5;

class Scales {
 public:
  void put(Evidence sort, double weight, const Finding& finding, const net::Address& other,
           std::string why, bool acts) {
    if (acts && (onset_ == kNoTime || finding.time < onset_)) onset_ = finding.time;
    auto& best = best_[static_cast<std::size_t>(sort)];
    if (best && best->weight >= weight) return;
    best = EvidenceItem{sort, weight, finding.time, other, std::move(why), finding.id()};
  }
  bool has(Evidence sort) const { return best_[static_cast<std::size_t>(sort)].has_value(); }
  Time onset() const { return onset_; }

  double odds() const {
    double sum = kPrior;
    for (const auto& item : best_)
      if (item) sum += item->weight;
    return sum;
  }
  std::vector<EvidenceItem> items() const {
    std::vector<EvidenceItem> all;
    for (const auto& item : best_)
      if (item) all.push_back(*item);
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.time < b.time; });
    return all;
  }

 private:
  std::array<std::optional<EvidenceItem>, 6> best_;
  Time onset_ = kNoTime;
};

void weigh_received(const Dossier& dossier, Scales& scales) {
  for (const Finding* f : dossier.received)
    if (f->outcome == Outcome::accepted)
      scales.put(Evidence::delivered, f->answered_by_rule ? kAcceptedByRule : kAccepted, *f,
                 f->actor, "took the exploit: " + f->why, false);
}

// Whether a host is one that sent the exploit, or used the shell that it opens.
bool is_attacker(const Dossier& dossier, const net::Address& host) {
  for (const auto* list : {&dossier.received, &dossier.through, &dossier.asked})
    for (const Finding* f : *list)
      if (f->actor == host) return true;
  return false;
}

void weigh_acts(const Dossier& dossier, Scales& scales, bool& called_named) {
  for (const Finding* f : dossier.acted) {
    switch (f->kind) {
      case Kind::propagated:
        scales.put(Evidence::propagated, kPropagated, *f, f->target, f->why, true);
        break;
      case Kind::turned:
        scales.put(Evidence::turned, f->weight > 0 ? f->weight : kTurned, *f, f->target, f->why,
                   true);
        break;
      case Kind::fetched:
        called_named = called_named || is_attacker(dossier, f->target);
        scales.put(Evidence::fetched, kFetched, *f, f->target, "fetched the payload: " + f->why,
                   true);
        break;
      case Kind::called_back:
        called_named = called_named || !f->named.empty();
        scales.put(Evidence::fetched, f->named.empty() ? kCalledAttacker : kCalledNamed, *f,
                   f->target, f->why, true);
        break;
      case Kind::flooded:
        scales.put(Evidence::flooded, kFlooded, *f, f->target, f->why, true);
        break;
      case Kind::attempt:
      case Kind::backdoor_asked: break;
    }
  }
}

void weigh_back_door(const Dossier& dossier, Scales& scales) {
  for (const Finding* f : dossier.asked)
    if (f->outcome == Outcome::accepted)
      scales.put(Evidence::answered, kAnswered, *f, f->actor, "its back door answered: " + f->why,
                 false);
}

void weigh_reached(const Dossier& dossier, Scales& scales) {
  for (const auto* list : {&dossier.received, &dossier.through})
    for (const Finding* f : *list) {
      if (f->outcome == Outcome::refused) continue;
      if (scales.onset() != kNoTime && f->time >= scales.onset()) continue;
      scales.put(Evidence::delivered, kReceived, *f, f->actor,
                 f->kind == Kind::attempt ? "the exploit reached it: " + f->why
                                          : "the exploit's own shell was used: " + f->why,
                 false);
    }
}

bool is_confirmed(const Scales& scales, std::size_t classes, bool called_named) {
  return classes >= 2 && (scales.has(Evidence::propagated) || scales.has(Evidence::answered) ||
                          (scales.has(Evidence::fetched) && called_named));
}

}  // namespace

std::optional<Verdict> weigh(const Dossier& dossier, double seen, bool worm_at_large) {
  Scales scales;
  bool called_named = false;
  weigh_received(dossier, scales);
  weigh_acts(dossier, scales, called_named);
  weigh_back_door(dossier, scales);
  if (!scales.has(Evidence::propagated) && worm_at_large && !dossier.sent.empty())
    scales.put(Evidence::propagated, kSendsUnreceived, *dossier.sent.front(),
               dossier.sent.front()->target,
               fmt::format("sends the worm (to {} first); how it got it was not seen",
                           dossier.sent.front()->target.text()),
               true);
  // What acts infected has been delivered to, if anything reached it that was not refused.
  const bool acts =
      scales.has(Evidence::propagated) || scales.has(Evidence::answered) || called_named;
  if (acts && !scales.has(Evidence::delivered)) weigh_reached(dossier, scales);
  Verdict verdict;
  verdict.evidence = scales.items();
  const double odds = scales.odds() * (scales.odds() > 0 ? 0.5 + 0.5 * seen : 1.0);
  if (verdict.evidence.empty() || odds <= 0) return std::nullopt;
  verdict.confidence = 1 / (1 + std::exp(-odds));
  verdict.status = is_confirmed(scales, verdict.evidence.size(), called_named) ? Status::confirmed
                                                                               : Status::suspected;
  verdict.onset = scales.onset();
  return verdict;
}

}  // namespace cordon::trace
