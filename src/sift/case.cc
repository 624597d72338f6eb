#include "sift/case.h"

#include <algorithm>

namespace cordon::sift {

void Case::join(const std::vector<Delivery>& known) {
  ++contents_;
  for (const Delivery& d : known) {
    const auto [at, fresh] = pairs_.emplace(pair_of(d), deliveries_.size());
    last_ = std::max(last_, d.last);
    if (d.first.frame < first_frame_) {
      first_frame_ = d.first.frame;
      first_pair_ = pair_of(d);
    }
    latest_frame_ = std::max(latest_frame_, d.first.frame);
    if (fresh) {
      deliveries_.push_back(d);
      continue;
    }
    Delivery& mine = deliveries_[at->second];
    if (d.first.frame < mine.first.frame) {
      mine.first = d.first;
      mine.flow = d.flow;
    }
    mine.last = std::max(mine.last, d.last);
    mine.count = std::max(mine.count, d.count);
  }
}

bool Case::is_like(const std::vector<Delivery>& known) const {
  if (known.empty() || pair_of(known.front()) != first_pair_) return false;
  const auto common = static_cast<std::size_t>(std::count_if(
      known.begin(), known.end(), [&](const Delivery& d) { return pairs_.contains(pair_of(d)); }));
  return common * 10 >= std::max(known.size(), deliveries_.size()) * 7;
}

bool Case::add(const Delivery& delivery, bool room) {
  last_ = std::max(last_, delivery.last);
  const auto found = pairs_.find(pair_of(delivery));
  if (found != pairs_.end()) {
    Delivery& mine = deliveries_[found->second];
    if (delivery.first.frame <= latest_frame_) return false;  // another content of the same frame
    latest_frame_ = delivery.first.frame;
    mine.last = std::max(mine.last, delivery.last);
    mine.count += delivery.count;
    return false;
  }
  if (!room) {
    ++not_kept_;
    return false;
  }
  latest_frame_ = std::max(latest_frame_, delivery.first.frame);
  pairs_.emplace(pair_of(delivery), deliveries_.size());
  deliveries_.push_back(delivery);
  return true;
}

}  // namespace cordon::sift
