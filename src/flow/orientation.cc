#include "flow/orientation.h"

#include <algorithm>
#include <array>

namespace cordon::flow {

bool is_service_port(std::uint16_t port) {
  static constexpr std::array<std::uint16_t, 14> kAbove1023 = {
      1433, 1434, 1521, 2323, 2375, 3306, 3389, 5432, 5900, 5985, 6379, 8000, 8080, 8443};
  return (port > 0 && port < 1024) ||
         std::binary_search(kAbove1023.begin(), kAbove1023.end(), port);
}

bool source_is_client(const decode::Packet& packet) {
  if (packet.protocol == net::Protocol::tcp && packet.has(decode::kSyn))
    return !packet.has(decode::kAck);
  return !is_service_port(packet.source_port) || is_service_port(packet.destination_port);
}

}  // namespace cordon::flow
