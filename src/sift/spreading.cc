#include "sift/spreading.h"

#include <algorithm>

namespace cordon::sift {
namespace {

// Counts a delivery to the one of the same pair, if there is one.
bool repeats(std::vector<Delivery>& list, const Delivery& delivery) {
  const auto same = std::find_if(list.begin(), list.end(), [&](const Delivery& d) {
    return d.from == delivery.from && d.to == delivery.to;
  });
  if (same == list.end()) return false;
  same->count += delivery.count;
  same->last = std::max(same->last, delivery.last);
  return true;
}

}  // namespace

bool Spreading::add(const Delivery& delivery) {
  if (delivery.from == delivery.to) return false;
  return crowd_ ? add_to_crowd(delivery) : add_to_few(delivery);
}

bool Spreading::add_to_few(const Delivery& delivery) {
  if (repeats(few_, delivery)) return false;
  std::uint64_t receipts = 0, passed_on = 1;
  const Delivery* first_receipt = nullptr;
  for (const Delivery& d : few_) {
    if (d.to == delivery.from) {
      receipts += d.count;
      if (first_receipt == nullptr) first_receipt = &d;
    }
    passed_on += first_receipt != nullptr && d.from == delivery.from;
  }
  bool giver_had_received = false;
  if (first_receipt != nullptr) {
    if (delivery.to == first_receipt->from) --passed_on;  // given back
    giver_had_received = delivery.to != first_receipt->from &&
                         std::any_of(few_.begin(), few_.end(), [&](const Delivery& d) {
                           return d.to == first_receipt->from && d.from != delivery.from &&
                                  d.first.frame < first_receipt->first.frame;
                         });
  }
  few_.push_back(delivery);
  if (few_.size() > kMostPairs) become_crowd();
  return receipts > 0 && (passed_on > receipts || giver_had_received);
}

void Spreading::become_crowd() {
  crowd_ = std::make_unique<Crowd>();
  for (const Delivery& d : few_) {
    const auto [at, fresh] = crowd_->received.emplace(d.to, d);
    if (!fresh) at->second.count += d.count;
    const auto sender = crowd_->received.find(d.from);
    if (sender != crowd_->received.end() && sender->second.first.frame < d.first.frame)
      crowd_->passed_on.push_back(d);
  }
  few_.clear();
  few_.shrink_to_fit();
}

bool Spreading::add_to_crowd(const Delivery& delivery) {
  const auto receiver = crowd_->received.find(delivery.to);
  if (receiver != crowd_->received.end()) {
    receiver->second.count += delivery.count;
  } else if (crowd_->received.size() < kMostReceivers) {
    crowd_->received.emplace(delivery.to, delivery);
  }
  const auto sender = crowd_->received.find(delivery.from);
  if (sender == crowd_->received.end() || repeats(crowd_->passed_on, delivery)) return false;
  if (crowd_->passed_on.size() >= kMostPassedOn) return false;
  crowd_->passed_on.push_back(delivery);
  const auto passed_on = static_cast<std::uint64_t>(std::count_if(
      crowd_->passed_on.begin(), crowd_->passed_on.end(),
      [&](const Delivery& d) { return d.from == delivery.from && d.to != sender->second.from; }));
  return passed_on > sender->second.count;
}

std::vector<Delivery> Spreading::deliveries() const {
  std::vector<Delivery> all = few_;
  if (crowd_) {
    for (const auto& [host, delivery] : crowd_->received) all.push_back(delivery);
    // A pair once: that by which it was first received counts all receipts.
    for (const Delivery& d : crowd_->passed_on) {
      const auto received = crowd_->received.find(d.to);
      if (received == crowd_->received.end() || received->second.from != d.from) all.push_back(d);
    }
  }
  std::sort(all.begin(), all.end(), [](const Delivery& a, const Delivery& b) {
    return std::tie(a.first.frame, a.from, a.to) < std::tie(b.first.frame, b.from, b.to);
  });
  return all;
}

}  // namespace cordon::sift
