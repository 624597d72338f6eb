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
      if (std::find(here.begin(), here.end(), *content->suspect) == here.end())
        here.push_back(*content->suspect);
      continue;
    }
    const std::size_t before = content->spreading.size();
    const bool was_crowd = content->spreading.is_crowd();
    const bool suspicious = content->spreading.add(passage);
    watched_deliveries_ += content->spreading.size() - before;
    counters_.crowds += !was_crowd && content->spreading.is_crowd();
    if (!suspicious) continue;
    if (has_room_for_suspect(here)) {
      suspect(key, *content, service, here);
    } else {
      ++counters_.suspects_not_kept;
    }
  }
  for (const CaseId id : here)
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
  content->number = counters_.contents;
  watched_deliveries_ += content->spreading.size();
  order_.push_back({key, content->number});
  return watched_.emplace(key, std::move(content)).first->second.get();
}

void Contents::make_room() {
  while (!order_.empty() &&
         (order_.size() >= kMostWatched || watched_deliveries_ >= kMostWatchedDeliveries)) {
    const auto oldest = watched_.find(order_.front().key);
    const std::uint64_t number = order_.front().number;
    order_.pop_front();
    if (oldest == watched_.end() || oldest->second->number != number) continue;  // given up
    if (oldest->second->suspect) continue;  // it stays, and is counted among the suspects
    watched_deliveries_ -= oldest->second->spreading.size();
    ++counters_.watched_evicted;
    watched_.erase(oldest);
  }
}

bool Contents::has_room_for_suspect(const std::vector<CaseId>& here) {
  if (suspects_ < kMostSuspects) return true;
  const auto stillest = stillest_case_but(here);
  if (stillest) give_up(*stillest);
  return stillest.has_value();
}

void Contents::suspect(std::uint64_t key, Watched& content, const Service& service,
                       std::vector<CaseId>& here) {
  ++suspects_;
  const std::vector<Delivery> known = content.spreading.deliveries();
  watched_deliveries_ -= content.spreading.size();
  content.spreading = {};
  const CaseId id = case_for(known, service, here);
  const std::size_t before = cases_[id]->deliveries().size();
  cases_[id]->join(known);
  case_deliveries_ += cases_[id]->deliveries().size() - before;
  keys_[id].push_back(key);
  content.suspect = id;
  if (std::find(here.begin(), here.end(), id) == here.end()) here.push_back(id);
}

Contents::CaseId Contents::case_for(const std::vector<Delivery>& known, const Service& service,
                                    const std::vector<CaseId>& here) {
  for (const CaseId id : here)
    if (cases_[id]->is_like(known)) return id;
  auto place = std::find(cases_.begin(), cases_.end(), nullptr);
  if (place == cases_.end() && cases_.size() == kMostCases) {
    const auto stillest = stillest_case_but(here);
    if (!stillest) return here.front();  // all are in this one passage
    give_up(*stillest);
    place = cases_.begin() + *stillest;
  } else if (place == cases_.end()) {
    keys_.emplace_back();
    place = cases_.emplace(cases_.end());
  }
  *place = std::make_unique<Case>(service, cases_opened_++);
  return static_cast<CaseId>(place - cases_.begin());
}

// The one that has been still for longest; those that this passage belongs to are not.
std::optional<Contents::CaseId> Contents::stillest_case_but(const std::vector<CaseId>& here) const {
  std::optional<CaseId> stillest;
  for (CaseId id = 0; id < cases_.size(); ++id) {
    if (cases_[id] == nullptr || std::find(here.begin(), here.end(), id) != here.end()) continue;
    if (!stillest || std::pair(cases_[id]->last(), cases_[id]->number()) <
                         std::pair(cases_[*stillest]->last(), cases_[*stillest]->number()))
      stillest = id;
  }
  return stillest;
}

void Contents::give_up(CaseId id) {
  case_deliveries_ -= cases_[id]->deliveries().size();
  counters_.deliveries_not_kept += cases_[id]->not_kept();
  ++counters_.cases_evicted;
  for (const std::uint64_t key : keys_[id]) watched_.erase(key);
  suspects_ -= keys_[id].size();
  keys_[id] = {};
  cases_[id].reset();
}

Contents::Counters Contents::counters() const {
  Counters sum = counters_;
  sum.first_sights_evicted = first_sights_.evicted();
  sum.cases = cases_opened_;
  for (const auto& each : cases_)
    if (each != nullptr) sum.deliveries_not_kept += each->not_kept();
  return sum;
}

}  // namespace cordon::sift
