// The hosts of a busy clean fleet, and who is outside. Threads: plain values.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "net/address.h"

namespace cordon::traffic {

struct CleanFleet {
  net::Prefix network;
  std::vector<net::Address> servers;  // web and application servers, by address
  std::vector<net::Address> hosts;    // workstations, by address
  net::Address resolver, scanner, balancer, web_proxy, manager, backup, clock, office_nat;
  net::Address mail_exchanger, mail_filter, mail_store, list_server, indexer, new_node;

  bool is_ours(const net::Address& host) const { return network.contains(host); }
  /// What a port of one of our addresses does when somebody knocks.
  enum class Port : std::uint8_t { open, refuses, nobody };
  Port port(const net::Address& address, std::uint16_t port) const;
};

inline constexpr std::size_t kMostCleanServers = 2'000, kMostCleanHosts = 10'000;

CleanFleet plan_clean(std::size_t servers, std::size_t hosts, std::uint64_t seed);

/// Hosts outside, of addresses that are for documentation and benchmarks (RFC 5737, RFC 2544).
net::Address visitor(std::uint64_t number);       // any number; 65,536 of them
net::Address world_server(std::uint64_t number);  // web servers and mail servers; likewise 32,768
net::Address stranger_of(std::uint64_t number);   // scanners
inline constexpr std::uint32_t kNatOutside = 0xc613fff0;  // 198.19.255.240

}  // namespace cordon::traffic
