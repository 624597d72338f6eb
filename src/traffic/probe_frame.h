// The first packet of a probe, made over and over in one buffer: only what differs is written, and
// the checksums are those of the rest, summed once (RFC 1071).
//
// Owner of the bytes: this, until the next make(). Threads: one.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace cordon::traffic {

class ProbeFrame {
 public:
  /// A SYN to the port.
  static ProbeFrame syn(std::uint16_t port);
  /// A datagram to the port, from `source_port`, or where that is 0 from any.
  static ProbeFrame datagram(std::uint16_t source_port, std::uint16_t port, Bytes payload);

  /// Between these addresses; `drawn` is 64 random bits for identification, port and sequence.
  Bytes make(std::uint32_t from, std::uint32_t to, std::uint64_t drawn);

 private:
  ProbeFrame(std::vector<std::uint8_t> bytes, std::uint8_t protocol, std::uint16_t source_port);

  std::vector<std::uint8_t> bytes_;
  std::uint8_t protocol_;
  std::uint16_t source_port_;
  std::uint32_t ip_sum_, transport_sum_;  // of all that does not differ
};

}  // namespace cordon::traffic
