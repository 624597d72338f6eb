// An opening: one host opened a flow to a service of another, at a time, and what came of it. What
// the scan tests are given. Plain values.
#pragma once

#include "base/time.h"
#include "evidence/contact.h"
#include "net/address.h"
#include "net/protocol.h"

namespace cordon::scan {

enum class Outcome : std::uint8_t { established, refused, unanswered };

struct Opening {
  Time at{};
  std::uint64_t frame = 0;
  net::Address client, server;
  std::uint16_t port = 0;
  net::Protocol protocol{};
  Outcome outcome = Outcome::unanswered;
  bool ours = false;  // the client is of our fleet
  /// A TCP client that was never answered sent payload nonetheless: it was answered, and the answer
  /// was not captured (one_way.h).
  bool spoke_unanswered = false;

  bool failed() const { return outcome != Outcome::established; }
};

/// The first of a contact's flows, with the best outcome that any of them had.
inline Opening opening_of(const evidence::Contact& contact, bool ours) {
  Opening o;
  o.at = contact.first;
  o.frame = contact.first_frame;
  o.client = contact.client;
  o.server = contact.server;
  o.port = contact.port;
  o.protocol = contact.protocol;
  o.outcome = contact.established > 0 ? Outcome::established
              : contact.refused > 0   ? Outcome::refused
                                      : Outcome::unanswered;
  o.ours = ours;
  o.spoke_unanswered = contact.protocol == net::Protocol::tcp && o.outcome == Outcome::unanswered &&
                       contact.bytes_out > 0;
  return o;
}

/// Where in the traffic something was.
struct Mark {
  Time at{};
  std::uint64_t frame = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

}  // namespace cordon::scan
