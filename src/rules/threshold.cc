#include "rules/threshold.h"

#include <algorithm>

namespace cordon::rules {
namespace {

std::uint64_t key_of(Threshold::Track track, const net::Address& source,
                     const net::Address& destination, std::uint64_t flow) {
  switch (track) {
    case Threshold::Track::source: return source.hash();
    case Threshold::Track::destination: return destination.hash();
    case Threshold::Track::both: return combine(source.hash(), destination.hash());
    case Threshold::Track::flow: return flow;
    case Threshold::Track::rule: return 0;
  }
  return 0;
}

}  // namespace

// Half of the counts go at a time, those whose window began first, so that it is seldom done.
void Rates::forget_oldest() {
  std::vector<Time> begun;
  for (const auto& [key, count] : counts_) begun.push_back(count.since);
  const auto middle = begun.begin() + static_cast<std::ptrdiff_t>(begun.size() / 2);
  std::nth_element(begun.begin(), middle, begun.end());
  forgotten_ +=
      std::erase_if(counts_, [&](const auto& item) { return item.second.since <= *middle; });
}

bool Rates::allows(const RuleInfo& rule, const net::Address& source,
                   const net::Address& destination, std::uint64_t flow, Time time) {
  const Threshold& limit = rule.threshold;
  if (limit.kind == Threshold::Kind::none) return true;
  if (counts_.size() >= kMostCounts) forget_oldest();
  Count& count = counts_[{rule.gid, rule.sid, key_of(limit.track, source, destination, flow)}];
  if (count.seen == 0 || time - count.since > std::chrono::seconds(limit.seconds)) {
    count.since = time;
    count.seen = 0;
  }
  ++count.seen;
  switch (limit.kind) {
    case Threshold::Kind::limit: return count.seen <= limit.count;
    case Threshold::Kind::both: return count.seen == limit.count;
    case Threshold::Kind::filter: return count.seen > limit.count;
    default: break;
  }
  if (count.seen < limit.count) return false;
  count.seen = 0;
  return true;
}

}  // namespace cordon::rules
