// The load that one host puts upon one target, as contacts tell it: in which way it might be a
// flood, and how fast. Pure.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "evidence/contact.h"
#include "evidence/flood.h"

namespace cordon::detect {

struct Load {
  evidence::FloodKind kind{};
  net::Address client, server;
  std::uint16_t port = 0;  // 0: many
  net::Protocol protocol{};
  Time begin{}, end{};
  std::uint64_t frame = 0;
  double flows = 0, packets = 0;  // packets: the flows where they are not known
  double one_sided = 0;           // packets beyond those that came back; of TCP, in vain
  double rate() const;            // one-sided packets a second, of requests flows a second
};

/// What it would be if it were a flood; nothing of a protocol that has no kind.
std::optional<evidence::FloodKind> kind_of(const evidence::Contact& contact);

/// By client, kind, server and port; datagrams of one host to another are one load over all ports.
std::vector<Load> loads_of(const std::vector<evidence::Contact>& contacts);

}  // namespace cordon::detect
