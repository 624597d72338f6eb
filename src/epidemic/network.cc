#include "epidemic/network.h"

#include <algorithm>

namespace cordon::epidemic {
namespace {

constexpr std::uint16_t kAnyPort = 0;  // of a worm whose ports nobody gave

bool lets(const Reach& reach, std::uint16_t port) {
  return reach.ports.empty() || port == kAnyPort ||
         std::find(reach.ports.begin(), reach.ports.end(), port) != reach.ports.end();
}
bool stops(const Block& block, std::uint16_t port) {
  return block.ports.empty() ||
         std::find(block.ports.begin(), block.ports.end(), port) != block.ports.end();
}

}  // namespace

std::uint64_t Network::vulnerable() const {
  std::uint64_t sum = 0;
  for (const Segment& segment : segments) sum += segment.vulnerable;
  return sum;
}

std::uint64_t Network::initial() const {
  std::uint64_t sum = 0;
  for (const Segment& segment : segments) sum += segment.initial;
  return sum;
}

bool Network::open(std::size_t from, std::size_t to, const std::vector<std::uint16_t>& ports,
                   std::size_t blocks_standing) const {
  const auto allowed = [&](std::uint16_t port) {
    bool is_open = from == to ? !segments[to].isolated : between_open && from != kOutside;
    for (const Reach& reach : reaches)
      if (reach.from == from && reach.to == to) is_open = is_open || lets(reach, port);
    for (std::size_t i = 0; i < blocks_standing && is_open; ++i)
      if (blocks[i].from == from && blocks[i].to == to && stops(blocks[i], port)) is_open = false;
    return is_open;
  };
  if (ports.empty()) return allowed(kAnyPort);
  return std::any_of(ports.begin(), ports.end(), allowed);
}

}  // namespace cordon::epidemic
