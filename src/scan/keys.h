// The hashes by which the tables of the scan tests know an opening's parties. Keyed by a secret, so
// that nobody can choose addresses which fall into one place of a table. Pure.
#pragma once

#include "scan/opening.h"

namespace cordon::scan {

struct Keys {
  std::uint64_t client, server, service;  // service: protocol and port, direction aside
  std::uint64_t contact;                  // client, server and service
  std::uint64_t endpoint;                 // server and service
  std::uint64_t client_service;
  std::uint64_t prefix_service;  // the server's /24, or /48 of IPv6, and service
};

/// A number for protocol and port.
constexpr std::uint32_t service_of(net::Protocol protocol, std::uint16_t port) {
  return std::uint32_t{port} << 8 | static_cast<std::uint32_t>(protocol);
}

inline std::uint64_t key_of(const net::Address& address, std::uint64_t seed) {
  const std::uint64_t high = address.high();
  return mix(address.low() ^ (high == 0 ? seed * 0x9e3779b97f4a7c15ULL : mix(high + seed)));
}

inline Keys keys_of(const Opening& o, std::uint64_t seed) {
  Keys k;
  k.client = key_of(o.client, seed);
  k.server = key_of(o.server, seed);
  k.service = service_of(o.protocol, o.port) * 0x9e3779b97f4a7c15ULL;
  k.endpoint = mix(k.server + k.service);
  k.contact = mix(k.client + 3 * k.endpoint);
  k.client_service = mix(k.client + 5 * k.service + 1);
  const bool v4 = o.server.is_v4();
  const std::uint64_t prefix = v4 ? o.server.low() >> 8 : o.server.high() >> 16;
  k.prefix_service = mix(prefix * 2 + v4 + (k.service ^ seed));
  return k;
}

}  // namespace cordon::scan
