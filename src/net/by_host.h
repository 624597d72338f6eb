// Values that are another for some hosts: those of a role, or of a network.
//
// A host has at most one role and one network: of each that of the longest prefix which holds it.
// Every pair of role and network is a class of hosts with a value of its own; class 0 is everybody
// of whom nothing was said. Immutable once made; a copy shares the classes. Threads: any.
// Bounds: kMostRoles, kMostNetworks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "net/address.h"

namespace cordon::net {

inline constexpr std::size_t kMostRoles = 32, kMostNetworks = 512;

class HostClasses {
 public:
  using Id = std::uint16_t;

  /// `roles`: the hosts of each. No prefix may be in two roles, nor twice among the networks.
  HostClasses(const std::vector<std::vector<Prefix>>& roles, const std::vector<Prefix>& networks);

  Id of(const Address& host) const;
  std::size_t size() const { return (roles_ + 1) * (networks_ + 1); }
  /// Role and network of a class; 0: none, else one more than its place in the list that was given.
  std::size_t role_in(std::size_t id) const { return id / (networks_ + 1); }
  std::size_t network_in(std::size_t id) const { return id % (networks_ + 1); }

 private:
  class LongestPrefix {
   public:
    void put(const Prefix& prefix, Id value);
    Id of(const Address& host) const;  // 0: in none

   private:
    std::map<Prefix, Id> values_;
    std::set<int, std::greater<>> v4_lengths_, v6_lengths_;
  };

  std::size_t roles_, networks_;
  LongestPrefix role_, network_;
};

template <class Value>
class ByHost {
 public:
  ByHost() : values_(1) {}
  ByHost(Value all) : values_{std::move(all)} {}  // NOLINT: the same for all hosts
  /// A value for each class.
  ByHost(std::shared_ptr<const HostClasses> classes, std::vector<Value> values)
      : classes_(std::move(classes)), values_(std::move(values)) {}

  const Value& all() const { return values_.front(); }
  const Value& of(const Address& host) const { return values_[class_of(host)]; }
  bool is_uniform() const { return values_.size() == 1; }
  /// For who looks up often: remember the class.
  HostClasses::Id class_of(const Address& host) const {
    return classes_ == nullptr ? HostClasses::Id{0} : classes_->of(host);
  }
  const std::vector<Value>& values() const { return values_; }  // by class

  /// The same classes, with what `part` gives of each value.
  template <class Part>
  auto each(Part part) const {
    std::vector<std::decay_t<decltype(part(values_.front()))>> parts;
    for (const Value& value : values_) parts.push_back(part(value));
    return ByHost<typename decltype(parts)::value_type>(classes_, std::move(parts));
  }

 private:
  std::shared_ptr<const HostClasses> classes_;
  std::vector<Value> values_;
};

}  // namespace cordon::net
