#include "sift/other_flows.h"

#include "base/hash.h"

namespace cordon::sift {

bool OtherFlows::wants(const Service& service, std::uint64_t flow) {
  const auto found = services_.find(service);
  if (found == services_.end()) return services_.size() < kMostOtherServices;
  const std::uint64_t rank = mix(flow);
  const auto& kept = found->second;
  return !kept.contains(rank) && (kept.size() < kMostOthers || rank < kept.rbegin()->first);
}

void OtherFlows::put(const Service& service, Sample sample) {
  auto& kept = services_[service];
  sample.bytes.resize(std::min(sample.bytes.size(), kMostOtherBytes));
  kept.insert_or_assign(mix(sample.flow), std::move(sample));
  if (kept.size() > kMostOthers) kept.erase(std::prev(kept.end()));
}

}  // namespace cordon::sift
