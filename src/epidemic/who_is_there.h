// For the slow twin: who, if anybody, is at an address, and addresses drawn as a worm draws them.
// Threads: none.
#pragma once

#include <map>
#include <unordered_map>

#include "epidemic/world.h"

namespace cordon::epidemic {

class WhoIsThere {
 public:
  explicit WhoIsThere(const World& world);

  /// Behind a translator the site's own addresses come first. kNoHost: nobody.
  Host at_address(Host prober, std::uint32_t address) const;
  Host at_public(std::uint32_t address) const;
  /// By the place in the permutation that copies share.
  Host at_place(std::uint32_t place) const;
  bool is_public(Host host) const { return site_[host] == 0; }

  std::uint32_t anywhere(Random& random) const {
    return static_cast<std::uint32_t>(random.next() >> (64 - bits_));
  }
  /// By the worm's local shares.
  std::uint32_t drawn(Host prober, Random& random) const;
  std::uint32_t after(std::uint32_t address) const {
    return bits_ == 32 ? address + 1 : (address + 1) & ((1u << bits_) - 1);
  }

 private:
  const World& world_;
  int bits_;
  std::vector<std::size_t> site_;  // by host; 0: public
  std::unordered_map<std::uint32_t, Host> by_address_, by_place_;
  std::map<std::pair<std::size_t, std::uint32_t>, Host> by_site_;
};

}  // namespace cordon::epidemic
