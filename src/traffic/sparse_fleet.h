// A fleet whose servers lie here and there in a network: how dense it is decides how often a probe
// of a worm meets one. Threads: plain values. Bounds: kMostSparseServers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "net/address.h"

namespace cordon::traffic {

inline constexpr std::size_t kMostSparseServers = 5'000;

struct SparseOptions {
  net::Prefix network{net::Address::v4(0x0a140000), 22};  // 10.20.0.0/22
  std::size_t servers = 60;
  double serving_share = 0.9;     // of the servers run the service
  double vulnerable_share = 0.5;  // of the servers run it and are not patched
};

struct SparseServer {
  net::Address address;
  bool serves = false, vulnerable = false;
};

struct SparseFleet {
  net::Prefix network;
  std::vector<SparseServer> servers;  // by address
  net::Address router, resolver, balancer, attacker;
  std::optional<std::size_t> proxy;   // a server that serves and is not vulnerable, if there is one
  std::vector<net::Address> clients;  // outside

  /// Nobody's address answers nothing, or something: always the same.
  enum class Dark : std::uint8_t { silent, router_tells, reset };
  Dark dark(const net::Address& address) const;
  const SparseServer* find(const net::Address& address) const;
};

/// Fails where the options make no sense, naming the one.
Result<SparseFleet> plan_sparse(const SparseOptions& options, std::uint64_t seed);

}  // namespace cordon::traffic
