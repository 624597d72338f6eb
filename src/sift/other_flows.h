// A sample of the flows of each service, kept to compare suspects with: what is ordinary there.
//
// Of each service the kMostOthers flows whose ids have the least hashes: a fair draw that does not
// depend on order. Owns copies. Bounds: kMostOtherServices services, kMostOtherBytes a flow.
#pragma once

#include <map>
#include <vector>

#include "sift/suspicion.h"

namespace cordon::sift {

inline constexpr std::size_t kMostOthers = 256;
inline constexpr std::size_t kMostOtherServices = 64;
inline constexpr std::size_t kMostOtherBytes = 2048;

class OtherFlows {
 public:
  /// Whether a flow would be kept.
  bool wants(const Service& service, std::uint64_t flow);
  void put(const Service& service, Sample sample);

  /// The kept flows, by service, in the order of their ids' hashes.
  const std::map<Service, std::map<std::uint64_t, Sample>>& all() const { return services_; }

 private:
  std::map<Service, std::map<std::uint64_t, Sample>> services_;  // by hash of the flow's id
};

}  // namespace cordon::sift
