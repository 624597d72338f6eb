// A described network: segments with their addresses and vulnerable hosts, who reaches whom on
// which port, when a port is closed between two segments, and what presses in from outside.
//
// Read from TOML; docs/scenarios.md describes the file and examples/ holds two. Immutable once
// read. Bounds: kMostSegments; hosts as in population.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "epidemic/controls.h"
#include "net/address.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostSegments = 1024;  // stops: a matrix of segments filling memory

struct Segment {
  std::string name;
  net::Prefix cidr;         // IPv4
  std::uint64_t hosts = 0;  // in all
  std::uint64_t vulnerable = 0;
  std::uint64_t initial = 0;  // infected at the start, of the vulnerable ones
  std::uint64_t patched = 0;  // of the vulnerable ones, before the start
  bool isolated = false;      // its hosts do not reach each other
};

/// As the source of a Reach or Block: the Internet around the network.
inline constexpr std::size_t kOutside = static_cast<std::size_t>(-1);

/// Which segments reach which; a list without ports means all ports.
struct Reach {
  std::size_t from = 0, to = 0;  // segments; kOutside may be `from`
  std::vector<std::uint16_t> ports;
};
/// From `at` on, these ports (none: all) are closed from one segment to another.
struct Block {
  std::size_t from = 0, to = 0;
  double at = 0;
  std::vector<std::uint16_t> ports;
};

struct Network {
  std::string name;
  std::vector<Segment> segments;
  bool between_open = false;  // whether segments reach each other where nothing is said (those
                              // outside reach nothing then)
  std::vector<Reach> reaches;
  std::vector<Block> blocks;  // by time
  double infected_outside =
      0;  // hosts that probe the whole Internet, all the time, at the worm's rate
  Controls controls;
  Care care;

  std::uint64_t vulnerable() const;
  std::uint64_t initial() const;
  /// Whether a worm that uses any of these ports gets from one segment to another while the first
  /// `blocks` blocks stand. No ports: any port will do.
  bool open(std::size_t from, std::size_t to, const std::vector<std::uint16_t>& ports,
            std::size_t blocks_standing) const;
};

/// `name` is used in errors, which give file, line, field and what it must be.
Result<Network> parse_network(std::string_view toml, const std::string& name);

}  // namespace cordon::epidemic
