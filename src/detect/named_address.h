// Addresses that an exploit names: where the victim is told to call back or to fetch the payload.
//
// Log4Shell's "ldap://45.58.177.50:1389/Rsc", a shell's "tftp -i 10.0.0.1 GET", CUPS's
// "http://10.0.0.1:12345/". IPv4 in dotted form, with the port if one is written. Pure; at most
// kMostNamed addresses, from the first kMostSearched bytes.
#pragma once

#include <vector>

#include "net/address.h"

namespace cordon::detect {

inline constexpr std::size_t kMostNamed = 4;
inline constexpr std::size_t kMostSearched = 8192;

/// Port 0 where none is written. In the order in which they stand, each once.
std::vector<net::Endpoint> named_addresses(Bytes exploit);

}  // namespace cordon::detect
