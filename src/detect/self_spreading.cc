#include "detect/self_spreading.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <map>
#include <set>

#include "detect/passing_on.h"

namespace cordon::detect {
namespace {

using evidence::Finding;
using sift::Carried;
using sift::Suspicion;

constexpr double kSentUnreceived = 2.3;  // ln(0.5 / 0.05)
constexpr double kMostOfPeers = 1;       // together: they do what they do for the same reason
/// One host that turned needs no company, if it sent it on so soon after it received it: what it
/// was asked in the morning need not be why it asks others at night.
constexpr Duration kAloneWithin = 1h;

using Pair = std::pair<net::Address, net::Address>;

// All deliveries of some suspicions, a pair once, by time.
std::vector<Carried> deliveries_in(const std::vector<const Suspicion*>& suspicions) {
  std::map<Pair, Carried> pairs;
  for (const Suspicion* suspicion : suspicions)
    for (const Carried& d : suspicion->deliveries) {
      const auto [at, fresh] = pairs.emplace(Pair(d.from, d.to), d);
      if (fresh) continue;
      if (d.first.frame < at->second.first.frame) at->second.first = d.first;
      at->second.last = std::max(at->second.last, d.last);
      at->second.count = std::max(at->second.count, d.count);
    }
  std::vector<Carried> deliveries;
  for (const auto& [pair, carried] : pairs) deliveries.push_back(carried);
  std::sort(deliveries.begin(), deliveries.end(), sift::earlier);
  return deliveries;
}

Service service_of(const MovingContent& content) {
  return {content.service.protocol, content.service.port};
}

// Who sends a known strain to whom.
std::set<Pair> explained(const std::vector<Finding>& findings) {
  std::set<Pair> pairs;
  for (const Finding& f : findings)
    if (evidence::is_of_a_strain(f)) pairs.emplace(f.actor, f.target);
  return pairs;
}

// One content, or several that belong together. `habits`: null where nothing is known of them.
class Judgement {
 public:
  Judgement(const SpreadQuestion& question, const Conduct& conduct,
            const std::vector<const Suspicion*>& suspicions, const PassingOn* habits)
      : question_(question), deliveries_(deliveries_in(suspicions)), journey_(deliveries_) {
    const sift::Service& service = suspicions.front()->service;
    content_.service = service;
    content_.threshold = question.options.all().threshold;
    content_.strain = unknown_strain(service_of(content_));
    for (const Suspicion* suspicion : suspicions)
      content_.samples.insert(content_.samples.end(), suspicion->samples.begin(),
                              suspicion->samples.end());
    const bool known =
        habits != nullptr && conduct.had_flows(kKnownFromFlows, deliveries_.front().first.time);
    weigh(conduct, known ? habits : nullptr);
    content_.verdict = verdict();
    content_.deliveries = deliveries_;
  }

  MovingContent& content() { return content_; }

 private:
  void weigh(const Conduct& conduct, const PassingOn* habits) {
    double of_peers = 0;
    for (const net::Address& host : journey_.senders()) {
      if (!question_.options.of(host).enabled) continue;
      const Carried* received = journey_.receipts(host).first;
      if (received != nullptr && received->first.frame < journey_.sent(host).front()->first.frame) {
        const bool by_habit =
            habits == nullptr || habits->is_habit(content_.service, host, journey_);
        TurnedBy turned = turned_by(journey_, host, conduct, by_habit);
        // What an outsider does else is not seen: nothing speaks for its having turned.
        if (!question_.ours(host)) turned.score = std::min(turned.score, 0.0);
        const bool as_a_peer = turned.score > 0 && turned.score <= kMostOfAPeer;
        (as_a_peer ? of_peers : content_.score) += turned.score;
        content_.turned.push_back(std::move(turned));
      } else if (host != journey_.senders().front() && question_.ours(host)) {
        content_.score -= kSentUnreceived;
        ++content_.spontaneous;
      }
    }
    content_.score += std::min(of_peers, kMostOfPeers);
    content_.unreceived = journey_.senders().size() - content_.turned.size();
    std::sort(content_.turned.begin(), content_.turned.end(), [](const auto& a, const auto& b) {
      return std::tie(a.received.time, a.received.frame, a.host) <
             std::tie(b.received.time, b.received.frame, b.host);
    });
  }

  MovingContent::Verdict verdict() const {
    using Verdict = MovingContent::Verdict;
    // Most of a worm's senders had received it, whatever else they do.
    if (content_.spontaneous > std::max<std::size_t>(1, content_.turned.size() / 2))
      return Verdict::unlikely;
    if (content_.score >= content_.threshold) return has_company() ? Verdict::worm : Verdict::alone;
    const bool passes_on = std::all_of(content_.turned.begin(), content_.turned.end(),
                                       [](const TurnedBy& t) { return t.sent_to <= t.receipts; });
    return passes_on ? Verdict::relayed : Verdict::unlikely;
  }

  // Two that turned; or one, and he who turned it had sent it to others as well, as who sends mail
  // does too; or one that is sure by itself: a list server knows whom it writes to.
  bool has_company() const {
    const auto& turned = content_.turned;
    const auto speaks = [](const TurnedBy& t) { return t.score > 0; };
    if (std::count_if(turned.begin(), turned.end(), speaks) >= 2) return true;
    return std::any_of(turned.begin(), turned.end(), [&](const TurnedBy& t) {
      if (t.sent.time - t.received.time > kAloneWithin) return false;
      return is_sure(t) || (speaks(t) && !PassingOn::is_nature_of(content_.service) &&
                            journey_.sent(journey_.receipts(t.host).first->from).size() >= 2);
    });
  }

  const SpreadQuestion& question_;
  MovingContent content_;
  std::vector<Carried> deliveries_;
  Journey journey_;
};

bool is_explained(const MovingContent& content, const std::set<Pair>& known) {
  std::size_t pairs = 0;
  for (const Carried& d : content.deliveries) pairs += known.contains(Pair(d.from, d.to));
  return pairs * 4 >= content.deliveries.size();
}

// A worm also says what everybody says: its headers are theirs, and must accuse nobody. Its own are
// the contents that the fewest send who had not received them.
std::vector<std::size_t> own_contents(const std::vector<MovingContent>& list,
                                      const std::vector<std::size_t>& of_service) {
  std::size_t fewest = list[of_service.front()].unreceived;
  for (const std::size_t i : of_service) fewest = std::min(fewest, list[i].unreceived);
  std::vector<std::size_t> own;
  for (const std::size_t i : of_service)
    if (list[i].unreceived == fewest) own.push_back(i);
  return own;
}

}  // namespace

std::string_view name_of(MovingContent::Verdict verdict) {
  switch (verdict) {
    case MovingContent::Verdict::worm: return "a worm";
    case MovingContent::Verdict::known_strain: return "of a known strain";
    case MovingContent::Verdict::fetched: return "fetched by who wanted it";
    case MovingContent::Verdict::relayed: return "passed on as a relay does";
    case MovingContent::Verdict::said_too: return "said by a worm, and by others";
    case MovingContent::Verdict::alone: return "sent on by one host alone";
    case MovingContent::Verdict::unlikely: return "not likely a worm";
  }
  return "";
}

std::vector<MovingContent> judge(const SpreadQuestion& question) {
  using Verdict = MovingContent::Verdict;
  const auto known = explained(question.findings);
  const Time ended = end_of(question.contacts, question.sifted.begun);
  std::map<Service, Conduct> conducts;
  const auto conduct_on = [&](const sift::Service& service) -> const Conduct& {
    const Service key{service.protocol, service.port};
    return conducts
        .try_emplace(key, question.contacts, key, question.sifted.begun, ended, question.ours)
        .first->second;
  };
  const auto judged = [&](const std::vector<const Suspicion*>& together, const PassingOn* habits) {
    const Conduct& conduct = conduct_on(together.front()->service);
    return std::move(Judgement(question, conduct, together, habits).content());
  };
  const auto& suspicions = question.sifted.suspicions;
  PassingOn habits;
  for (const Suspicion& suspicion : suspicions) {
    const MovingContent content = judged({&suspicion}, nullptr);
    habits.add(content.service, content.turned, {content.spontaneous, content.unreceived});
  }
  std::vector<MovingContent> list;
  std::map<std::string, std::vector<std::size_t>> worms;  // of the list, by strain
  for (const Suspicion& suspicion : suspicions) {
    list.push_back(judged({&suspicion}, &habits));
    MovingContent& content = list.back();
    if (suspicion.service.from != event::Side::client) content.verdict = Verdict::fetched;
    if (is_explained(content, known)) content.verdict = Verdict::known_strain;
    if (content.verdict == Verdict::worm) worms[content.strain].push_back(list.size() - 1);
  }
  for (const auto& [strain, of_service] : worms) {
    const auto own = own_contents(list, of_service);
    std::vector<const Suspicion*> together;
    for (const std::size_t i : own) together.push_back(&suspicions[i]);
    for (const std::size_t i : of_service) list[i].verdict = Verdict::said_too;
    MovingContent& worm = list[own.front()];
    worm = judged(together, &habits);
    worm.verdict = Verdict::worm;
  }
  std::erase_if(list, [](const auto& content) { return content.deliveries.empty(); });
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.deliveries.front().first.time < b.deliveries.front().first.time;
  });
  return list;
}

}  // namespace cordon::detect
