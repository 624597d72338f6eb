#include "sift/contents.h"

#include <algorithm>

namespace cordon::sift {

void Contents::prefetch(std::span<const std::uint64_t> keys) const {
  for (const std::uint64_t key : keys) {
    first_sights_.prefetch(key);
    watched_.prefetch(key);
  }
}

void Contents::add(const Delivery& passage, const Service& service,
                   std::span<const std::uint64_t> keys) {
  ++counters_.passages;
  first_sights_.begin(passage);
  std::vector<CaseId> here;  // cases whose content is in this passage
  for (const std::uint64_t key : keys) {
    Watched* content = watch(key, passage);
    if (content == nullptr) continue;
    if (content->suspect) {
      if (cases_[*content->suspect] == nullptr) continue;
      if (std::find(here.begin(), here.end(), *content->suspect) == here.end())
        here.push_back(*content->suspect);
      continue;
    }
    const std::size_t before = content->spreading.size();
    const bool was_crowd = content->spreading.is_crowd();
    const bool suspicious = content->spreading.add(passage);
    watched_deliveries_ += content->spreading.size() - before;
    counters_.crowds += !was_crowd && content->spreading.is_crowd();
    if (suspicious && suspects_ < kMostSuspects) suspect(*content, service, here);
  }
  for (const CaseId id : here)
    if (cases_[id] != nullptr)
      case_deliveries_ += cases_[id]->add(passage, case_deliveries_ < kMostCaseDeliveries);
}

// The content, if it was seen before.
Contents::Watched* Contents::watch(std::uint64_t key, const Delivery& passage) {
  const auto found = watched_.find(key);
  if (found != watched_.end()) return found->second.get();
  const auto first = first_sights_.find_or_put(key);
  // The same two again say nothing yet.
  if (!first || (first->from == passage.from && first->to == passage.to)) return nullptr;
  make_room();
  ++counters_.contents;
  auto content = std::make_unique<Watched>();
  content->spreading.add(*first);
  watched_deliveries_ += content->spreading.size();
  order_.push_back(key);
  return watched_.emplace(key, std::move(content)).first->second.get();
}

void Contents::make_room() {
  while (!order_.empty() &&
         (order_.size() >= kMostWatched || watched_deliveries_ >= kMostWatchedDeliveries)) {
    const auto oldest = watched_.find(order_.front());
    order_.pop_front();
    if (oldest->second->suspect) continue;  // it stays, and is counted among the suspects
    watched_deliveries_ -= oldest->second->spreading.size();
    ++counters_.watched_evicted;
    watched_.erase(oldest);
  }
}

void Contents::suspect(Watched& content, const Service& service, std::vector<CaseId>& here) {
  ++suspects_;
  const std::vector<Delivery> known = content.spreading.deliveries();
  watched_deliveries_ -= content.spreading.size();
  content.spreading = {};
  const CaseId id = case_for(known, service, here);
  const std::size_t before = cases_[id]->deliveries().size();
  cases_[id]->join(known);
  case_deliveries_ += cases_[id]->deliveries().size() - before;
  content.suspect = id;
  if (std::find(here.begin(), here.end(), id) == here.end()) here.push_back(id);
}

Contents::CaseId Contents::case_for(const std::vector<Delivery>& known, const Service& service,
                                    const std::vector<CaseId>& here) {
  for (const CaseId id : here)
    if (cases_[id] != nullptr && cases_[id]->is_like(known)) return id;
  if (open_cases_ >= kMostCases) give_up_a_case();
  ++open_cases_;
  cases_.push_back(std::make_unique<Case>(service));
  return static_cast<CaseId>(cases_.size() - 1);
}

// The one that has been still for longest.
void Contents::give_up_a_case() {
  std::unique_ptr<Case>* stillest = nullptr;
  for (auto& each : cases_)
    if (each != nullptr && (stillest == nullptr || each->last() < (*stillest)->last()))
      stillest = &each;
  case_deliveries_ -= (*stillest)->deliveries().size();
  ++counters_.cases_evicted;
  --open_cases_;
  stillest->reset();
}

Contents::Counters Contents::counters() const {
  Counters sum = counters_;
  sum.first_sights_evicted = first_sights_.evicted();
  for (const auto& each : cases_)
    if (each != nullptr) sum.deliveries_not_kept += each->not_kept();
  return sum;
}

}  // namespace cordon::sift
