// Where the vulnerable hosts are: an address for each, and which of them stand behind an address
// translator, where only the hosts beside them reach them.
//
// Hosts are numbered in the order of their addresses, those behind translators last, site by site;
// so every prefix, and every site, is one run of numbers. Immutable; runs on all threads share one.
// Bound: kMostHosts.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"

namespace cordon::epidemic {

using Host = std::uint32_t;  // a number from 0; not an address
inline constexpr Host kNoHost = 0xffffffff;

inline constexpr std::uint64_t kMostHosts = 100'000'000;  // stops: a figure that fills memory

enum class Layout : std::uint8_t {
  uniform,    // anywhere a public address can be
  clustered,  // /8s, their /16s and their /24s differ by lognormal factors, as real hosts do
};

struct PopulationPlan {
  std::uint64_t vulnerable = 360'000;
  Layout layout = Layout::uniform;
  /// Sigma of the logarithm of a network's share, at each level.
  double slash8_spread = 1.0, slash16_spread = 1.2, slash24_spread = 1.0;
  double behind_translators = 0;  // share of the vulnerable hosts
  double hosts_per_site = 3;      // vulnerable ones behind one translator, in the mean (geometric)
  /// 32, or less for small nets that can be simulated probe by probe: the space is 2^bits.
  int address_bits = 32;
  /// Further vulnerable hosts at known addresses: those with another strain's back door.
  std::vector<std::uint32_t> also;
};

struct Population {
  int address_bits = 32;
  std::vector<std::uint32_t> addresses;  // by host; behind translators: private, not unique
  /// The first hosts of each site behind a translator, and the end; empty where there is none.
  std::vector<Host> site_begin;

  std::size_t size() const { return addresses.size(); }
  /// How many have a public address: they come first.
  Host public_hosts() const {
    return site_begin.empty() ? static_cast<Host>(addresses.size()) : site_begin.front();
  }
};

/// Fails where the plan makes no sense or does not fit the space, naming the figure.
Result<Population> populate(const PopulationPlan& plan, std::uint64_t seed);

}  // namespace cordon::epidemic
