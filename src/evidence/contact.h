// A contact: one host opened a flow to a service of another, and what came of it. Flows of the same
// client, server address and port are one contact, counted.
#pragma once

#include "base/time.h"
#include "evidence/finding.h"
#include "net/address.h"

namespace cordon::evidence {

struct Contact {
  net::Address client, server;
  std::uint16_t port = 0;
  net::Protocol protocol{};
  Time first{}, last{};           // opening of the first and of the last flow
  Time ended = kNoTime;           // last packet of all
  std::uint64_t first_frame = 0;  // merged number
  std::uint64_t flows = 0, established = 0, refused = 0, unanswered = 0;
  std::uint64_t packets_out = 0, packets_in = 0;  // both 0: not known
  std::uint64_t bytes_out = 0, bytes_in = 0;      // payload, from the client and to it
};

}  // namespace cordon::evidence
