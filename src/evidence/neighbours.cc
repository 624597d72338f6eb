#include "evidence/neighbours.h"

#include <algorithm>
#include <tuple>

namespace cordon::evidence {

void Neighbours::ask(const net::Address& asker, const net::Address& target, Time time,
                     std::uint64_t frame) {
  if (asker.is_unspecified() || asker == target) return;
  answer(asker);
  const auto found = asked_.find({asker, target});
  if (found != asked_.end()) return;
  if (asked_.size() >= most_) {
    ++not_kept_;
    return;
  }
  asked_.emplace(std::pair(asker, target), Asked{asker, target, time, frame});
}

void Neighbours::answer(const net::Address& who) {
  if (alive_.size() < most_) {
    alive_.insert(who);
  } else if (!alive_.contains(who)) {
    all_alive_known_ = false;
    ++not_kept_;
  }
}

std::vector<Asked> Neighbours::unanswered() const {
  std::vector<Asked> list;
  if (!all_alive_known_) return list;
  for (const auto& [pair, asked] : asked_)
    if (!alive_.contains(asked.target)) list.push_back(asked);
  std::sort(list.begin(), list.end(), [](const Asked& a, const Asked& b) {
    return std::tie(a.first, a.first_frame, a.asker, a.target) <
           std::tie(b.first, b.first_frame, b.asker, b.target);
  });
  return list;
}

}  // namespace cordon::evidence
