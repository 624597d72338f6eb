// A passage: contents that went from one host to another in one frame. Plain values. The keys of
// the contents lie in a pool of whoever collects passages.
#pragma once

#include <utility>

#include "base/hash.h"
#include "event/flow.h"

namespace cordon::sift {

/// Of what content is told apart: the same bytes on two services are two contents.
struct Service {
  net::Protocol protocol{};
  std::uint16_t port = 0;
  event::Side from = event::Side::client;  // whose bytes they are
  friend auto operator<=>(const Service&, const Service&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Service& s) {
    return H::combine(std::move(h), s.protocol, s.port, s.from);
  }
};

/// The key of a content: the same fingerprint on two services is two contents. Well mixed, never 0.
constexpr std::uint64_t content_of(std::uint64_t fingerprint, const Service& service) {
  const std::uint64_t where = static_cast<std::uint64_t>(service.protocol) << 24 |
                              static_cast<std::uint64_t>(service.port) << 8 |
                              static_cast<std::uint64_t>(service.from);
  return combine(fingerprint, where) | 1;
}

struct Passage {
  event::Moment at;
  std::uint64_t flow = 0;  // Flow::id
  net::Address from, to;
  Service service;
  std::uint32_t first = 0, count = 0;  // of its contents, in the pool
};

}  // namespace cordon::sift
