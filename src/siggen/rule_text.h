// A signature as one rule in Suricata's language.
//
// The action is always alert: a rule that was made from traffic can be made by who sends traffic
// (generate.h). It looks into streams for TCP ("tcp-stream"), since what was measured were streams,
// not packets; for UDP into datagrams. All that is not a letter, a digit or plain punctuation
// stands in hex. The line has no end of line. Source: Suricata user guide, "Payload Keywords".
// Threads: pure.
#pragma once

#include <cstdint>
#include <string>

#include "siggen/signature.h"

namespace cordon::siggen {

enum class Transport : std::uint8_t { tcp, udp };
enum class Direction : std::uint8_t { to_server, to_client };

struct RuleHead {
  Transport transport = Transport::tcp;
  Direction direction = Direction::to_server;
  std::uint16_t port = 0;  // the server's; 0: any
  std::uint32_t sid = 0, rev = 1;
  std::string message = {};  // empty: made from the signature's name; cut at 200 bytes
};

std::string rule_text(const Signature& signature, const RuleHead& head);

/// Bytes as they stand between the quotes of a content.
std::string content_text(std::string_view bytes);

}  // namespace cordon::siggen
