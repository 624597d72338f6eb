// DNS messages (RFC 1035, RFC 3596) from one datagram. Bounded: kMostRecords read, names of 255
// bytes, and as many compression pointers as a name can have labels. Pure.
#pragma once

#include <optional>

#include "event/messages.h"

namespace cordon::proto::dns {

inline constexpr std::size_t kMostRecords = 64;

struct Message {
  std::uint16_t id = 0;
  bool is_response = false;
  std::uint8_t opcode = 0, rcode = 0;
  std::vector<event::DnsRecord> questions, answers;
};

/// Nothing where it is no DNS message.
std::optional<Message> read_message(Bytes datagram);
/// Ports on which datagrams are taken for DNS (mDNS and LLMNR too).
bool is_dns_port(std::uint16_t port);

}  // namespace cordon::proto::dns
