// Vertical scan: one host tries many ports of one other. For each source, the servers of whom most
// of its failed first contacts are, by frequent-item counting with two candidates.
//
// A server that has more than a third of a source's failures is always among the candidates, and
// its count is at most a third of all too low (Misra, Gries 1982). A success takes one away from
// its server's count: who finds half of the ports open scans none. Benign failures at one host come
// together, as all its ports are closed at once, so that many more are asked for than of a walk
// over hosts. Bounds: constant memory (12 bytes). Pure.
#pragma once

#include <cstdint>

namespace cordon::scan {

inline constexpr std::uint16_t kVerticalPorts = 8;

class VerticalScan {
 public:
  /// A first contact with a port of a server (32 mixed bits). True where the server was a candidate
  /// before: as one of many hosts it was counted then.
  bool see(std::uint32_t server, bool failed) {
    for (std::size_t i = 0; i < 2; ++i) {
      if (counts_[i] == 0 || servers_[i] != server) continue;
      if (failed) {
        counts_[i] = static_cast<std::uint16_t>(counts_[i] + (counts_[i] != UINT16_MAX));
      } else {
        --counts_[i];
      }
      return true;
    }
    if (!failed) return false;
    for (std::size_t i = 0; i < 2; ++i) {
      if (counts_[i] != 0) continue;
      servers_[i] = server;
      counts_[i] = 1;
      return false;
    }
    --counts_[0];
    --counts_[1];
    return false;
  }
  /// Failed ports of that server, as far as counted.
  std::uint16_t failed(std::uint32_t server) const {
    for (std::size_t i = 0; i < 2; ++i)
      if (servers_[i] == server) return counts_[i];
    return 0;
  }

 private:
  std::uint32_t servers_[2] = {};
  std::uint16_t counts_[2] = {};
};

}  // namespace cordon::scan
