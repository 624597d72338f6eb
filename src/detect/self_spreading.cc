#include "detect/self_spreading.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <map>
#include <set>

#include "detect/conduct.h"

namespace cordon::detect {
namespace {

using evidence::Finding;
using sift::Carried;
using sift::Suspicion;

constexpr double kReceivedFirst = 0.67;  // ln(0.98 / 0.5): by chance it is as often the other way
constexpr double kSentUnreceived = 2.3;  // ln(0.5 / 0.05)
constexpr double kOfOneMore = 0.7;       // for each host more than it was received from
constexpr std::size_t kMostMore = 5;
constexpr double kFailsMuch = 2, kMostOfAPeer = 0.5;
constexpr double kPassedOnAsOften = -1;
constexpr Duration kBurst = 5s;
constexpr double kSurelyNew = 2.5;
constexpr std::size_t kSeveral = 3;

using Pair = std::pair<net::Address, net::Address>;

struct Received {
  const Carried* first = nullptr;
  std::uint64_t count = 0;
};
using Receipts = absl::flat_hash_map<net::Address, Received>;

Receipts receipts_of(const std::vector<Carried>& deliveries) {
  Receipts receipts;
  for (const Carried& d : deliveries) {
    Received& mine = receipts[d.to];
    if (mine.first == nullptr) mine.first = &d;
    mine.count += d.count;
  }
  return receipts;
}

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

// Who sends a known strain to whom.
std::set<Pair> explained(const std::vector<Finding>& findings) {
  std::set<Pair> pairs;
  for (const Finding& f : findings)
    if (evidence::is_of_a_strain(f)) pairs.emplace(f.actor, f.target);
  return pairs;
}

class Judgement {
 public:
  Judgement(const SpreadQuestion& question, const Conduct& conduct,
            const std::vector<const Suspicion*>& suspicions)
      : question_(question), conduct_(conduct) {
    const sift::Service& service = suspicions.front()->service;
    content_.service = service;
    content_.threshold = question.options.all().threshold;
    content_.strain = unknown_strain({service.protocol, service.port});
    content_.deliveries = deliveries_in(suspicions);
    for (const Suspicion* suspicion : suspicions)
      content_.samples.insert(content_.samples.end(), suspicion->samples.begin(),
                              suspicion->samples.end());
    receipts_ = receipts_of(content_.deliveries);
    for (const Carried& d : content_.deliveries) {
      sent_[d.from].push_back(&d);
      receipts_in_order_[d.to].push_back(&d);
    }
    weigh();
    content_.verdict = verdict();
  }

  MovingContent& content() { return content_; }

 private:
  void weigh() {
    bool first_of_all = true;
    std::set<net::Address> seen;
    for (const Carried& d : content_.deliveries) {
      if (!seen.insert(d.from).second) continue;
      if (!question_.options.of(d.from).enabled) {
        first_of_all = false;
        continue;
      }
      const auto received = receipts_.find(d.from);
      if (received != receipts_.end() && received->second.first->first.frame < d.first.frame) {
        content_.turned.push_back(turned(d.from, received->second, d));
        content_.score += content_.turned.back().score;
      } else if (!first_of_all && question_.ours(d.from)) {
        content_.score -= kSentUnreceived;
        ++content_.spontaneous;
      }
      first_of_all = false;
    }
    std::sort(content_.turned.begin(), content_.turned.end(), [](const auto& a, const auto& b) {
      return std::tie(a.received.time, a.received.frame, a.host) <
             std::tie(b.received.time, b.received.frame, b.host);
    });
  }

  // Where a worm is everywhere its hosts get it over and over, as a relay does; but at first they
  // sent it to several within moments: to how many more than it had come from by then.
  std::size_t sent_in_burst(const net::Address& host, const Received& received) const {
    std::size_t more = 0, sent = 0;
    std::uint64_t receipts = 0;
    Time begun = kNoTime;
    auto receipt = receipts_in_order_.at(host).begin();
    const auto last = receipts_in_order_.at(host).end();
    for (const Carried* d : sent_.at(host)) {
      if (d->first.frame < received.first->first.frame || d->to == received.first->from) continue;
      if (begun == kNoTime) begun = d->first.time;
      if (d->first.time - begun > kBurst) break;
      for (; receipt != last && (*receipt)->first.frame < d->first.frame; ++receipt)
        receipts += (*receipt)->first.time == (*receipt)->last ? (*receipt)->count : 1;
      if (++sent > receipts) more = std::max(more, static_cast<std::size_t>(sent - receipts));
    }
    return sent >= kSeveral ? more : 0;
  }

  TurnedBy turned(const net::Address& host, const Received& received, const Carried& sent) const {
    TurnedBy turned;
    turned.host = host;
    turned.received = received.first->first;
    turned.sent = sent.first;
    turned.receipts = received.count;
    for (const Carried* d : sent_.at(host))
      turned.sent_to +=
          d->first.frame > received.first->first.frame && d->to != received.first->from;
    const std::size_t in_burst = sent_in_burst(host, received);
    const std::size_t more =
        std::max(in_burst, turned.sent_to - std::min<std::size_t>(turned.sent_to, received.count));
    turned.score = kReceivedFirst + kOfOneMore * static_cast<double>(std::min(more, kMostMore));
    if (more == 0) turned.score += kPassedOnAsOften;
    turned.novelty = conduct_.novelty(host, received.first->first.time);
    turned.failing = conduct_.failing(host, received.first->first.time);
    // What it does else must not speak for content that it sends to few of those who answer it.
    if (turned.sent_to * 2 < conduct_.answered_after(host, received.first->first.time)) {
      turned.novelty = std::min(turned.novelty, 0.0);
      turned.failing = 0;
    }
    turned.score += turned.novelty + turned.failing;
    // A relay, or a peer among peers, also sends what it was sent, to a few: that proves little.
    if (more == 0 && turned.failing < kFailsMuch)
      turned.score = std::min(turned.score, kMostOfAPeer);
    return turned;
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

  // Two that turned; or one and he who turned it had sent it to others as well; or one that had
  // never been a client and now sends it to several, while others that it tries do not exist: a
  // list server knows whom it writes to.
  bool has_company() const {
    std::size_t turned = 0;
    for (const TurnedBy& t : content_.turned) turned += t.score > 0;
    if (turned >= 2) return true;
    for (const TurnedBy& t : content_.turned)
      if (t.novelty >= kSurelyNew && t.failing >= kFailsMuch && t.sent_to >= kSeveral) return true;
    for (const TurnedBy& t : content_.turned)
      if (t.score > 0 && sent_.at(receipts_.at(t.host).first->from).size() >= 2) return true;
    return false;
  }

  const SpreadQuestion& question_;
  const Conduct& conduct_;
  MovingContent content_;
  Receipts receipts_;
  absl::flat_hash_map<net::Address, std::vector<const Carried*>> sent_, receipts_in_order_;
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
  const auto others = [&](std::size_t i) {
    std::set<net::Address> senders;
    for (const Carried& d : list[i].deliveries) senders.insert(d.from);
    return senders.size() - list[i].turned.size();
  };
  std::size_t fewest = others(of_service.front());
  for (const std::size_t i : of_service) fewest = std::min(fewest, others(i));
  std::vector<std::size_t> own;
  for (const std::size_t i : of_service)
    if (others(i) == fewest) own.push_back(i);
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
    return conducts.try_emplace(key, question.contacts, key, question.sifted.begun, ended)
        .first->second;
  };
  const auto& suspicions = question.sifted.suspicions;
  std::vector<MovingContent> list;
  std::map<std::string, std::vector<std::size_t>> worms;  // of the list, by strain
  for (const Suspicion& suspicion : suspicions) {
    list.push_back(Judgement(question, conduct_on(suspicion.service), {&suspicion}).content());
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
    worm = Judgement(question, conduct_on(worm.service), together).content();
    worm.verdict = Verdict::worm;
  }
  std::erase_if(list, [](const auto& content) { return content.deliveries.empty(); });
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.deliveries.front().first.time < b.deliveries.front().first.time;
  });
  return list;
}

}  // namespace cordon::detect
