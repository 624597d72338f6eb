#include "detect/journey.h"

#include <algorithm>

namespace cordon::detect {
namespace {

using sift::Carried;

constexpr Duration kBurst = 5s;
constexpr std::size_t kSeveral = 3;

}  // namespace

Journey::Journey(const std::vector<Carried>& deliveries) {
  for (const Carried& d : deliveries) {
    Receipts& mine = receipts_[d.to];
    if (mine.first == nullptr) mine.first = &d;
    mine.count += d.count;
    received_[d.to].push_back(&d);
    Deliveries& sent = sent_[d.from];
    if (sent.empty()) senders_.push_back(d.from);
    sent.push_back(&d);
  }
  for (const net::Address& sender : senders_)
    if (fans_out_.empty() || sent_to_more(sender) > 0) fans_out_.insert(sender);
}

Journey::Receipts Journey::receipts(const net::Address& host) const {
  const auto found = receipts_.find(host);
  return found != receipts_.end() ? found->second : Receipts{};
}

const Journey::Deliveries& Journey::sent(const net::Address& host) const {
  static const Deliveries kNone;
  const auto found = sent_.find(host);
  return found != sent_.end() ? found->second : kNone;
}

std::size_t Journey::sent_on(const net::Address& host) const {
  const Carried* first = receipts(host).first;
  if (first == nullptr) return 0;
  const Deliveries& all = sent(host);
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Carried* d) {
    return d->first.frame > first->first.frame && d->to != first->from;
  }));
}

std::size_t Journey::sent_to_more(const net::Address& host) const {
  const std::size_t sent = sent_on(host);
  return std::max(sent_in_burst(host), sent - std::min<std::size_t>(sent, receipts(host).count));
}

std::size_t Journey::sent_in_burst(const net::Address& host) const {
  const Carried* first = receipts(host).first;
  if (first == nullptr) return 0;
  std::size_t more = 0, sent = 0;
  std::uint64_t receipts = 0;
  Time begun = kNoTime;
  auto receipt = received_.at(host).begin();
  const auto last = received_.at(host).end();
  for (const Carried* d : this->sent(host)) {
    if (d->first.frame < first->first.frame || d->to == first->from) continue;
    if (begun == kNoTime) begun = d->first.time;
    if (d->first.time - begun > kBurst) break;
    for (; receipt != last && (*receipt)->first.frame < d->first.frame; ++receipt)
      receipts += (*receipt)->first.time == (*receipt)->last ? (*receipt)->count : 1;
    if (++sent > receipts) more = std::max(more, static_cast<std::size_t>(sent - receipts));
  }
  return sent >= kSeveral ? more : 0;
}

}  // namespace cordon::detect
