#include "detect/turned_by.h"

#include <algorithm>

namespace cordon::detect {
namespace {

using sift::Carried;

constexpr double kReceivedFirst = 0.67;  // ln(0.98 / 0.5): by chance it is as often the other way
constexpr double kOfOneMore = 0.7;       // for each host more than it was received from
constexpr std::size_t kMostMore = 5;
constexpr double kPassedOnAsOften = -1;
constexpr double kFailsMuch = 2, kFailsAsNoPeerDoes = 3;
// A worm's victims send it on within moments; who passes on for reasons of his own, whenever.
constexpr Duration kMoments = 5min;
constexpr double kSentLate = -1.5;
constexpr double kSurelyNew = 2.5;
constexpr double kOldClient = -2;  // novelty of who writes to many
constexpr double kSureAlone = 6.5;
constexpr double kMostUnaccustomed = 4;  // of novelty and hurry, which are not independent
constexpr std::size_t kSeveral = 3;

// When it first sent it to hosts that were new to it.
std::vector<Time> sends_to_new(const Journey::Deliveries& sent, const Carried& received,
                               const Conduct& conduct) {
  std::vector<Time> times;
  for (const Carried* d : sent)
    if (d->first.frame > received.first.frame && d->to != received.from &&
        conduct.is_new(d->from, d->to, received.first.time))
      times.push_back(d->first.time);
  return times;
}

}  // namespace

TurnedBy turned_by(const Journey& journey, const net::Address& host, const Conduct& conduct,
                   bool by_habit) {
  const Journey::Receipts received = journey.receipts(host);
  const Carried& first = *received.first;
  TurnedBy turned;
  turned.host = host;
  turned.received = first.first;
  turned.sent = journey.sent(host).front()->first;
  turned.receipts = received.count;
  turned.by_habit = by_habit;
  turned.sent_to = journey.sent_on(host);
  turned.more = journey.sent_to_more(host);
  turned.score =
      kReceivedFirst + kOfOneMore * static_cast<double>(std::min(turned.more, kMostMore));
  if (turned.more == 0 && by_habit) turned.score += kPassedOnAsOften;
  if (turned.sent.time - first.first.time > kMoments) turned.score += kSentLate;
  turned.novelty = conduct.novelty(host, first.first.time);
  turned.failing = conduct.failing(host, first.first.time);
  // What it does else must not speak for content that it sends to few of those who answer it.
  if (turned.sent_to * 2 < conduct.answered_after(host, first.first.time)) {
    turned.novelty = std::min(turned.novelty, 0.0);
    turned.failing = 0;
  }
  // Being a client says nothing of a host that passes nothing on.
  const double novelty = by_habit ? turned.novelty : std::max(turned.novelty, 0.0);
  if (!by_habit && turned.more > 0)
    turned.hurry =
        std::min(conduct.hurry(first.first.time, sends_to_new(journey.sent(host), first, conduct),
                               journey.fans_out()),
                 kMostUnaccustomed - novelty);
  turned.score += novelty + turned.failing + turned.hurry;
  // A relay, or a peer among peers, also sends what it was sent, to a few: that proves little.
  if (turned.more == 0 && turned.failing < kFailsAsNoPeerDoes)
    turned.score = std::min(turned.score, kMostOfAPeer);
  return turned;
}

bool is_sure(const TurnedBy& turned) {
  if (turned.more == 0) return false;
  const bool fails =
      turned.novelty >= kSurelyNew && turned.failing >= kFailsMuch && turned.sent_to >= kSeveral;
  return fails || (!turned.by_habit && turned.novelty > kOldClient && turned.score >= kSureAlone);
}

}  // namespace cordon::detect
