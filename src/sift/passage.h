// A passage: content that went from one host to another in one frame, as its fingerprints tell.
// Plain values. The fingerprints lie in a pool of whoever collects passages.
#pragma once

#include "event/flow.h"

namespace cordon::sift {

/// Of what content is told apart: the same bytes on two services are two contents.
struct Service {
  net::Protocol protocol{};
  std::uint16_t port = 0;
  event::Side from = event::Side::client;  // whose bytes they are
  friend auto operator<=>(const Service&, const Service&) = default;
};

struct Passage {
  event::Moment at;
  std::uint64_t flow = 0;  // Flow::id
  net::Address from, to;
  Service service;
  std::uint32_t first = 0, count = 0;  // of its fingerprints, in the pool
};

}  // namespace cordon::sift
