// What the readers of protocols count. Plain values.
#pragma once

#include <cstdint>

namespace cordon::proto {

struct Counters {
  std::uint64_t http_requests = 0, http_responses = 0, http_malformed = 0;
  std::uint64_t smb_messages = 0, dns_messages = 0, ldap_messages = 0, commands = 0;
  std::uint64_t encrypted_bytes = 0;  // TLS and SSH: seen, and blind to
  std::uint64_t bodies_cut = 0;       // longer than the limit
  std::uint64_t bombs = 0;            // compressed bodies given up
};

}  // namespace cordon::proto
