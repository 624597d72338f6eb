#include "rules/threshold.h"

namespace cordon::rules {
namespace {

std::uint64_t key_of(Threshold::Track track, const Scene& scene) {
  const std::uint64_t source = scene.flow.from(scene.from).address.hash();
  const std::uint64_t destination = scene.flow.to(scene.from).address.hash();
  switch (track) {
    case Threshold::Track::source: return source;
    case Threshold::Track::destination: return destination;
    case Threshold::Track::both: return combine(source, destination);
    case Threshold::Track::flow: return scene.flow.id;
    case Threshold::Track::rule: return 0;
  }
  return 0;
}

}  // namespace

bool Rates::allows(const Rule& rule, const Scene& scene) {
  const Threshold& limit = rule.threshold;
  if (limit.kind == Threshold::Kind::none) return true;
  if (counts_.size() >= kMostCounts) counts_.clear();
  Count& count = counts_[{rule.number, key_of(limit.track, scene)}];
  if (count.seen == 0 || scene.at.time - count.since > std::chrono::seconds(limit.seconds)) {
    count.since = scene.at.time;
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
