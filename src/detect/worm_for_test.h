// Hosts, deliveries and contacts as tests of self-spreading content tell them. Header of tests.
#pragma once

#include "evidence/contact.h"
#include "sift/suspicion.h"

namespace cordon::detect::for_test {

inline net::Address host(std::uint32_t number) { return net::Address::v4(0x0a140000 + number); }
inline Time at(double second) { return time_from_ns(static_cast<std::int64_t>(second * 1e9)); }

/// Its frame is its time in milliseconds.
inline sift::Carried delivery(double second, std::uint32_t from, std::uint32_t to,
                              std::uint64_t times = 1) {
  const auto frame = static_cast<std::uint64_t>(second * 1000);
  return {host(from), host(to), {at(second), frame}, at(second), times};
}

/// One flow to TCP port 80.
inline evidence::Contact contact(double second, std::uint32_t from, std::uint32_t to,
                                 bool answered) {
  evidence::Contact c;
  c.client = host(from);
  c.server = host(to);
  c.port = 80;
  c.protocol = net::Protocol::tcp;
  c.first = c.last = at(second);
  c.first_frame = static_cast<std::uint64_t>(second * 1000);
  c.flows = 1;
  (answered ? c.established : c.unanswered) = 1;
  return c;
}

}  // namespace cordon::detect::for_test
