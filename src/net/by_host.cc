#include "net/by_host.h"

#include "base/check.h"

namespace cordon::net {

HostClasses::HostClasses(const std::vector<std::vector<Prefix>>& roles,
                         const std::vector<Prefix>& networks)
    : roles_(roles.size()), networks_(networks.size()) {
  CHECK(roles_ <= kMostRoles && networks_ <= kMostNetworks);
  static_assert((kMostRoles + 1) * (kMostNetworks + 1) <= UINT16_MAX);
  for (std::size_t i = 0; i < roles.size(); ++i)
    for (const Prefix& prefix : roles[i]) role_.put(prefix, static_cast<Id>(i + 1));
  for (std::size_t i = 0; i < networks.size(); ++i)
    network_.put(networks[i], static_cast<Id>(i + 1));
}

HostClasses::Id HostClasses::of(const Address& host) const {
  return static_cast<Id>(role_.of(host) * (networks_ + 1) + network_.of(host));
}

void HostClasses::LongestPrefix::put(const Prefix& prefix, Id value) {
  values_.emplace(prefix, value);
  (prefix.base().is_v4() ? v4_lengths_ : v6_lengths_).insert(prefix.length());
}

HostClasses::Id HostClasses::LongestPrefix::of(const Address& host) const {
  for (const int length : host.is_v4() ? v4_lengths_ : v6_lengths_)
    if (const auto found = values_.find(Prefix(host, length)); found != values_.end())
      return found->second;
  return 0;
}

}  // namespace cordon::net
