// Hosts by number: addresses as small integers, in the order in which they were first met.
// Bounds: kMostHosts; addresses beyond get none (stops: floods with forged sources). Owns its keys.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "net/address.h"

namespace cordon::sift {

using HostId = std::uint32_t;
inline constexpr std::size_t kMostHosts = 1 << 19;

class Hosts {
 public:
  explicit Hosts(std::size_t most = kMostHosts) : most_(most) {}

  std::optional<HostId> id_of(const net::Address& address) {
    if (const auto found = ids_.find(address); found != ids_.end()) return found->second;
    if (addresses_.size() >= most_) {
      ++not_kept_;
      return std::nullopt;
    }
    const auto id = static_cast<HostId>(addresses_.size());
    ids_.emplace(address, id);
    addresses_.push_back(address);
    return id;
  }
  const net::Address& address_of(HostId id) const { return addresses_[id]; }
  std::size_t size() const { return addresses_.size(); }
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  std::size_t most_;
  absl::flat_hash_map<net::Address, HostId> ids_;
  std::vector<net::Address> addresses_;
  std::uint64_t not_kept_ = 0;
};

}  // namespace cordon::sift
